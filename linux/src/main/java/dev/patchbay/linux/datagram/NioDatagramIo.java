package dev.patchbay.linux.datagram;

import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one worker behind one selector. Ready sockets are noted first and served afterwards, a bounded number per turn:
 * those that are left are served before the selector is asked again, so a flooded one starves nobody. What is sent goes to the
 * kernel at once.
 */
final class NioDatagramIo implements DatagramIo {

    /** The datagrams of one turn, over all sockets. */
    private static final int BATCH = 64;

    private static final int SOCKET_SHARE = 16;
    private static final int FIRST_READY_SIZE = 64;
    private static final long NS_PER_MS = 1_000_000;

    private final Selector selector;
    private final Consumer<SelectionKey> noteReady = this::noteReady;
    private final NioDatagram received = new NioDatagram();
    private final SpareDatagrams<NioDatagram> spares = new SpareDatagrams<>(NioDatagram::new);
    /** The selector alone would not do: a selection made by {@link #detach} swallows its wakeup. */
    private final AtomicBoolean isWakeupPending = new AtomicBoolean();

    private final AtomicLong sendErrors = new AtomicLong(); // writer: owner thread

    private @Nullable NioSocket[] ready = new @Nullable NioSocket[FIRST_READY_SIZE];
    private int readyCount;
    private int nextReady;
    private boolean isClosed;

    NioDatagramIo() throws IOException {
        this.selector = Selector.open();
    }

    @Override
    public void attach(MediaSocket socket, int token) throws IOException {
        NioSocket own = own(socket);
        if (own.isAttached()) {
            throw new IllegalStateException(own.local() + " is already attached");
        }
        try {
            own.attached(own.channel().register(selector, SelectionKey.OP_READ, own), token);
        } catch (ClosedChannelException e) {
            throw new IllegalStateException(own.local() + " is closed", e);
        }
    }

    @Override
    public void detach(MediaSocket socket) {
        NioSocket own = own(socket);
        if (!own.isServedBy(selector)) {
            own.close();
            return;
        }
        own.detach();
        try {
            selector.selectNow(_ -> {}); // only now does the JDK close the descriptor and free the port
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int poll(long timeoutNs, DatagramHandler handler) throws IOException {
        if (nextReady == readyCount) {
            nextReady = 0;
            readyCount = 0;
            if (timeoutNs == 0 || isWakeupPending.get()) {
                selector.selectNow(noteReady);
            } else {
                selector.select(noteReady, Math.ceilDiv(timeoutNs, NS_PER_MS));
            }
            isWakeupPending.set(false); // by now the caller is about to look for what it was woken for
        }
        int handedOut = 0;
        while (nextReady < readyCount && handedOut < BATCH) {
            NioSocket socket = ready[nextReady];
            ready[nextReady++] = null;
            if (socket != null) {
                handedOut += receive(socket, Math.min(SOCKET_SHARE, BATCH - handedOut), handler);
            }
        }
        return handedOut;
    }

    private void noteReady(SelectionKey key) {
        if (readyCount == ready.length) {
            ready = Arrays.copyOf(ready, readyCount * 2);
        }
        ready[readyCount++] = (NioSocket) key.attachment();
    }

    private int receive(NioSocket socket, int limit, DatagramHandler handler) {
        int handedOut = 0;
        while (handedOut < limit && socket.isServedBy(selector) && receiveOne(socket)) {
            handler.onReceived();
            if (!socket.isServedBy(selector)) {
                break; // what came in the meantime took it away
            }
            handedOut++;
            handler.onDatagram(received);
        }
        return handedOut;
    }

    private boolean receiveOne(NioSocket socket) {
        try {
            InetSocketAddress source =
                    (InetSocketAddress) socket.channel().receive(received.receiveBuffer());
            if (source == null) {
                return false;
            }
            received.received(socket.token(), socket.sourceValue(source));
            return true;
        } catch (IOException e) {
            return false; // an ICMP error that is gone once reported, or no memory in the kernel: neither concerns the call
        }
    }

    @Override
    public void send(MediaSocket socket, Datagram datagram, TransportAddress target) {
        NioSocket from = own(socket);
        NioDatagram what = own(datagram);
        if (!isSent(from, what, target)) {
            sendErrors.incrementAndGet();
        }
    }

    private static boolean isSent(NioSocket from, NioDatagram what, TransportAddress target) {
        if (target.family() != from.local().family()) {
            return false;
        }
        try {
            // A result below the length is 0: the send buffer is full. An empty datagram cannot tell.
            return from.channel().send(what.sendBuffer(), from.targetAddress(target)) == what.length();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void flush() {
        spares.takeAllBack();
    }

    @Override
    public @Nullable Datagram allocate() {
        return spares.empty();
    }

    @Override
    public @Nullable Datagram copy(Datagram datagram) {
        return spares.copyOf(own(datagram));
    }

    @Override
    public void wakeup() {
        if (!isWakeupPending.getAndSet(true)) {
            selector.wakeup();
        }
    }

    @Override
    public long sendErrors() {
        return sendErrors.get();
    }

    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        for (SelectionKey key : selector.keys()) {
            ((NioSocket) key.attachment()).detach();
        }
        try {
            selector.close(); // closes what was cancelled above for good
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NioSocket own(MediaSocket socket) {
        if (socket instanceof NioSocket own) {
            return own;
        }
        throw new IllegalArgumentException("a socket of another tier: " + socket);
    }

    private static NioDatagram own(Datagram datagram) {
        if (datagram instanceof NioDatagram own) {
            return own;
        }
        throw new IllegalArgumentException("a datagram of another tier: " + datagram);
    }
}
