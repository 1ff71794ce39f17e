package dev.patchbay.linux.datagram;

import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one media worker. One turn of the worker is {@code poll} (which hands out received datagrams, while the
 * handler queues others with {@code send}) and {@code flush}. Owner thread only, except {@link #wakeup}.
 *
 * <p>Nothing here throws for what a peer or the network does: an ICMP error, a full send buffer or an unreachable network is
 * counted and the datagram is dropped.
 */
public interface DatagramIo extends AutoCloseable {

    /**
     * Serves this socket; its datagrams carry {@code token} from now on.
     *
     * @throws IOException with the errno name; the socket is then still the caller's to close
     * @throws IllegalStateException when it is already attached, or closed
     */
    void attach(MediaSocket socket, int token) throws IOException;

    /**
     * Stops serving the socket and closes it. What it had queued is sent first. No datagram of it is handed out once this returns,
     * not even when called by the handler. Its port may be bound again when {@link MediaSocket#isReleased}, which may take a
     * {@link #poll}. A socket that is not attached is only closed.
     *
     * @throws IllegalStateException when another poller serves it
     */
    void detach(MediaSocket socket);

    /**
     * Waits for datagrams, a {@link #wakeup} or the timeout, and hands out what has arrived, a bounded batch.
     *
     * <p>What is still queued is sent first, and the datagrams of the last turn are gone. When the handler throws, the datagrams
     * not yet handed out are lost.
     *
     * @param timeoutNs 0 = do not wait, otherwise at most so long (some systems round up to milliseconds)
     * @return how many datagrams were handed out
     * @throws IOException when the poller itself is broken
     * @throws IllegalStateException when closed
     */
    int poll(long timeoutNs, DatagramHandler handler) throws IOException;

    /**
     * Queues a datagram to be sent from {@code socket}; after {@link #flush} the kernel gets it, at the latest with the next
     * {@link #poll}. The same datagram may be queued several times to different targets. A full queue is sent by itself (spares stay
     * valid). From a closed socket nothing is sent, which counts as an error.
     *
     * @param socket attached here, or to nobody and not closed before the next flush
     */
    void send(MediaSocket socket, Datagram datagram, TransportAddress target);

    /** Ends a turn: what is queued goes to the kernel now or together with the next {@link #poll}. */
    void flush();

    /** As {@link #flush}, but what is queued is with the kernel when this returns. */
    default void flushNow() {
        flush();
    }

    /**
     * How long {@link #poll} gathers datagrams although some are there: fewer turns for later packets. Without effect where the
     * system cannot do it.
     *
     * @param gatherNs 0 = not at all, as at first
     */
    default void setGathering(long gatherNs) {}

    /** A spare datagram, empty, valid until the next {@link #flush}; null when the spares are used up (a limit, not an error). */
    @Nullable Datagram allocate();

    /** A copy, so that one sink may rewrite what another has queued; null as with {@link #allocate}. */
    @Nullable Datagram copy(Datagram datagram);

    /** Makes a waiting {@link #poll} return; any thread, cheap when repeated. */
    void wakeup();

    /** Datagrams the kernel refused to send (counted, dropped), known after the {@link #poll} that follows. Any thread. */
    long sendErrors();

    /** Closes all attached sockets, then the poller. Idempotent. */
    @Override
    void close();
}
