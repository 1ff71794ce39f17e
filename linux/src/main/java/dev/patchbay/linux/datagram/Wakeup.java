package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.Descriptor;
import dev.patchbay.linux.abi.Linux;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The eventfd by which any thread ends the wait of a poller. It is never read: pollers are told of each signal, not of a level. Its
 * poller closes it.
 */
final class Wakeup {

    private final Linux linux;
    private final Descriptor eventFd;
    private final AtomicBoolean isPending = new AtomicBoolean();

    Wakeup(Linux linux, int eventFd) {
        this.linux = linux;
        this.eventFd = new Descriptor(linux, eventFd);
    }

    /** Any thread, cheap when repeated. */
    void signal() {
        if (!isPending.getAndSet(true) && eventFd.acquire()) {
            linux.signal(eventFd.fd());
            eventFd.release();
        }
    }

    /** The poller's wait is over, and its caller is about to look for what it was woken for: the next signal counts anew. */
    void clear() {
        if (isPending.get()) {
            isPending.set(false);
        }
    }

    int fd() {
        return eventFd.fd();
    }

    void close() {
        eventFd.close();
    }
}
