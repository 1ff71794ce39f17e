package dev.patchbay.sip.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * Receives the datagrams of all links on one thread. The channels do not block: a channel that blocks would be closed under
 * everybody's hands when one caller is interrupted.
 */
final class DatagramReader implements AutoCloseable {

    private static final Logger LOG = System.getLogger("sip.client");

    private final Selector selector;
    private final Thread thread;

    DatagramReader() throws IOException {
        selector = Selector.open();
        thread = Thread.ofPlatform().name("relay-reader").daemon().start(this::run);
    }

    void register(DatagramChannel channel, UdpLink link) throws ClosedChannelException {
        channel.register(selector, SelectionKey.OP_READ, link);
        selector.wakeup();
    }

    private void run() {
        while (selector.isOpen()) {
            try {
                selector.select(DatagramReader::read);
            } catch (ClosedSelectorException _) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.ERROR, "receiving replies of relays", e);
            }
        }
    }

    private static void read(SelectionKey key) {
        if (key.attachment() instanceof UdpLink link) {
            link.onReadable();
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            thread.join();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "closing the selector", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
