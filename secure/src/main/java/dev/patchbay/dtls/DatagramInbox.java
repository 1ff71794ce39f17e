package dev.patchbay.dtls;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams on their way to a handshake: put in by a media worker, which must not wait for anything, taken out by the association's
 * thread, which may.
 */
final class DatagramInbox {

    /** More than any handshake has in flight; what comes beyond is dropped and will be sent again. */
    static final int LIMIT = 64;

    private final ConcurrentLinkedQueue<byte[]> datagrams = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile @Nullable Thread reader;
    private volatile boolean closed;

    /** @return false when full or closed */
    boolean offer(byte[] datagram) {
        if (closed) {
            return false;
        }
        if (size.incrementAndGet() > LIMIT) {
            size.decrementAndGet();
            return false;
        }
        datagrams.add(datagram);
        LockSupport.unpark(reader);
        return true;
    }

    /** Association's thread only. @return null when the time is over or the inbox was closed */
    byte @Nullable [] poll(long timeoutNs) {
        reader = Thread.currentThread();
        long deadlineNs = System.nanoTime() + timeoutNs;
        while (true) {
            byte[] datagram = datagrams.poll();
            if (datagram != null) {
                size.decrementAndGet();
                return datagram;
            }
            long leftNs = deadlineNs - System.nanoTime();
            if (closed || leftNs <= 0) {
                return null;
            }
            LockSupport.parkNanos(this, leftNs);
        }
    }

    void clear() {
        while (datagrams.poll() != null) {
            size.decrementAndGet();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Wakes the reader. Any thread. */
    void close() {
        closed = true;
        LockSupport.unpark(reader);
    }
}
