package dev.patchbay.sip.client;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is opened when there is something to send and again after it broke. One virtual thread connects and writes;
 * the callers only queue.
 */
abstract class QueuedLink implements RelayLink {

    /** An open connection. */
    interface Connection extends AutoCloseable {
        void write(byte[] message) throws IOException;

        boolean isOpen();

        @Override
        void close();
    }

    private final Events events;
    private final BlockingQueue<byte[]> outgoing;
    private final Thread writer;
    private volatile @Nullable Connection connection;
    private volatile boolean isClosed;

    QueuedLink(ClientOptions options, String name, Events events) {
        this.events = events;
        this.outgoing = new LinkedBlockingQueue<>(options.maxInFlight() + 1);
        this.writer = Thread.ofVirtual().name("relay-writer " + name).unstarted(this::run);
    }

    final void start() {
        writer.start();
    }

    /** Connects; whatever arrives goes to {@link #onMessage}, and {@link #onClosed} is called once it ends. */
    abstract Connection connect() throws IOException;

    @Override
    public final void send(String cookie, byte[] payload) {
        if (isClosed) {
            events.onFailure(cookie, ExchangeFailure.CLOSED, "the client is closed");
        } else if (!outgoing.offer(new Envelope(cookie, payload).toBytes())) {
            events.onFailure(cookie, ExchangeFailure.BUSY, "too many commands wait to be written");
        }
    }

    final void onMessage(byte[] bytes, int offset, int length) {
        Optional<Envelope> reply = Envelope.open(bytes, offset, length);
        reply.ifPresentOrElse(envelope -> events.onReply(envelope.cookie(), envelope.payload()), events::onStray);
    }

    final void onClosed(IOException cause) {
        if (!isClosed) {
            events.onBroken(cause);
        }
    }

    private void run() {
        while (!isClosed) {
            try {
                byte[] message = outgoing.take();
                Connection open = connection;
                if (open == null || !open.isOpen()) {
                    open = connect();
                    connection = open;
                    if (isClosed) {
                        open.close();
                    }
                }
                open.write(message);
            } catch (IOException e) {
                outgoing.clear();
                onClosed(e);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    @Override
    public final boolean isLossy() {
        return false;
    }

    @Override
    public final void close() {
        isClosed = true;
        writer.interrupt();
        Connection open = connection;
        if (open != null) {
            open.close();
        }
    }
}
