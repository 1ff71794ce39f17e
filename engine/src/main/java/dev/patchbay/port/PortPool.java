package dev.patchbay.port;

import dev.patchbay.net.IpAddress;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The ports of one local address. RTP ports are even and a run of ports is consecutive (RFC 3550, section 11). A released port
 * rests before it is given out again, so that late packets of a dead call find no socket; the walk through the range makes the
 * usual rest much longer than the guaranteed one. Thread-safe.
 */
public final class PortPool {

    /** How long a released port stays closed at least. */
    public static final long REST_NS = 200_000_000L;

    /** How long a port that another program holds is passed over. */
    public static final long TAKEN_ELSEWHERE_NS = 60_000_000_000L;

    private static final int STEP_MIN = 6;
    private static final int STEP_BOUND = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final IpAddress address;
    private final int min;
    private final int max;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final BitSet used; // index = port - min; guarded by lock, as all below
    private final BitSet excluded;
    private final long[] notBeforeNs;
    private int usedCount;
    private int lastUsed;
    private boolean hasGivenOut;

    /**
     * @param min first port of the range, 1..65535
     * @param max last port of the range, at least {@code min}
     * @param excluded ports never given out (the control listeners' own)
     */
    public PortPool(
            IpAddress address,
            int min,
            int max,
            Set<Integer> excluded,
            LongSupplier nanoClock,
            RandomGenerator random) {
        if (min < 1 || max > 65535 || min > max) {
            throw new IllegalArgumentException("port range " + min + ".." + max);
        }
        this.address = address;
        this.min = min;
        this.max = max;
        this.nanoClock = nanoClock;
        this.random = random;
        this.used = new BitSet(max - min + 1);
        this.excluded = new BitSet(max - min + 1);
        excluded.stream().filter(p -> p >= min && p <= max).forEach(p -> this.excluded.set(p - min));
        this.notBeforeNs = new long[max - min + 1];
        Arrays.fill(notBeforeNs, nanoClock.getAsLong());
        this.lastUsed = min;
    }

    public IpAddress address() {
        return address;
    }

    public int min() {
        return min;
    }

    public int max() {
        return max;
    }

    /** Ports in use now. */
    public int used() {
        lock.lock();
        try {
            return usedCount;
        } finally {
            lock.unlock();
        }
    }

    public int total() {
        return max - min + 1;
    }

    public int free() {
        return total() - used();
    }

    /** The port after the run given out last; 0 before the first one. */
    public int lastUsed() {
        lock.lock();
        try {
            return hasGivenOut ? lastUsed : 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a run of consecutive ports that begins with an even one.
     *
     * @return the first port, or -1 when no such run is free and rested
     */
    int take(int count) {
        lock.lock();
        try {
            int span = max - min + 1;
            int start = lastUsed + (usedCount == 0 && lastUsed == min ? 0 : random.nextInt(STEP_MIN, STEP_BOUND));
            long nowNs = nanoClock.getAsLong();
            for (int tried = 0; tried <= span + 1; tried++) {
                int port = min + Math.floorMod(start - min + tried, span);
                if ((port & 1) == 0 && isRunFree(port, count, nowNs)) {
                    used.set(port - min, port - min + count);
                    usedCount += count;
                    hasGivenOut = true;
                    lastUsed = port + count > max ? min : port + count;
                    return port;
                }
            }
            return -1;
        } finally {
            lock.unlock();
        }
    }

    private boolean isRunFree(int port, int count, long nowNs) {
        if (port + count - 1 > max) {
            return false;
        }
        for (int i = port - min; i < port - min + count; i++) {
            if (used.get(i) || excluded.get(i) || notBeforeNs[i] - nowNs > 0) {
                return false;
            }
        }
        return true;
    }

    /** Gives a port back; it rests from now on. Releasing a free port does nothing. */
    void release(int port) {
        giveBack(port, REST_NS);
    }

    /** Gives back a port whose socket could not be bound because somebody else has it. */
    void releaseTakenElsewhere(int port) {
        giveBack(port, TAKEN_ELSEWHERE_NS);
    }

    private void giveBack(int port, long restNs) {
        lock.lock();
        try {
            if (port >= min && port <= max && used.get(port - min)) {
                used.clear(port - min);
                usedCount--;
                notBeforeNs[port - min] = nanoClock.getAsLong() + restNs;
            }
        } finally {
            lock.unlock();
        }
    }
}
