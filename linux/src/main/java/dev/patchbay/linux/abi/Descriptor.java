package dev.patchbay.linux.abi;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file descriptor that other threads may use while its owner closes it. The kernel gives a closed number to the next that
 * opens something, so the number is handed back only when no use is going on: if one is, that user closes it when done.
 * Nobody waits.
 */
public final class Descriptor {

    private static final int OWNED = 1;
    private static final int ONE_USE = 2;

    private final Linux linux;
    private final int fd;
    /** {@link #OWNED} until closed, plus {@link #ONE_USE} for each use going on. */
    private final AtomicInteger holds = new AtomicInteger(OWNED);

    public Descriptor(Linux linux, int fd) {
        this.linux = linux;
        this.fd = fd;
    }

    /** The number. The owner may use it until it closes; everybody else only between {@link #acquire} and {@link #release}. */
    public int fd() {
        return fd;
    }

    public boolean isClosed() {
        return (holds.get() & OWNED) == 0;
    }

    /** Whether it is closed and no use is going on: the number may be anybody's now. */
    public boolean isGivenBack() {
        return holds.get() == 0;
    }

    /** @return false when it is closed; true demands a {@link #release} */
    public boolean acquire() {
        int before = holds.get();
        while ((before & OWNED) != 0) {
            if (holds.compareAndSet(before, before + ONE_USE)) {
                return true;
            }
            before = holds.get();
        }
        return false;
    }

    public void release() {
        if (holds.addAndGet(-ONE_USE) == 0) {
            linux.close(fd);
        }
    }

    /** Closes, now or when the last use ends. Idempotent, any thread. */
    public void close() {
        if (holds.getAndUpdate(now -> now & ~OWNED) == OWNED) {
            linux.close(fd);
        }
    }
}
