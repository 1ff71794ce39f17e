package dev.patchbay.proxy.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which counts of which nonces have been used, so that nobody sends a request of somebody else once more. Requests may overtake each
 * other within a window, as packets of SRTP may. Any thread.
 *
 * <p>Only nonces that somebody has proved a password with take room. When there is none left the oldest nonce goes, and with it
 * everything as old as it: it can be used no more, and its user is challenged again.
 */
public final class NonceCounts {

    /** A count this far behind the highest one is taken for used. */
    static final int WINDOW = 64;

    private record Issued(String nonce, Instant at) {}

    private static final class Used {
        private long highest;

        /** Bit i: the count that is i less than the highest. */
        private long bits;
    }

    private final int maxNonces;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Used> nonces = new HashMap<>();
    private final PriorityQueue<Issued> oldestFirst = new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));
    private Instant forgottenUpTo = Instant.MIN;

    public NonceCounts(int maxNonces) {
        if (maxNonces < 1) {
            throw new IllegalArgumentException("room for one nonce at least");
        }
        this.maxNonces = maxNonces;
    }

    public static NonceCounts byDefault() {
        return new NonceCounts(50_000);
    }

    /**
     * Uses a count, if nobody has.
     *
     * @param count greater than 0; a client without counts uses 1
     * @param lifetime of nonces: what is older needs no room
     */
    boolean use(String nonce, Instant issuedAt, long count, Instant now, Duration lifetime) {
        lock.lock();
        try {
            forget(now.minus(lifetime));
            Used used = nonces.get(nonce);
            if (used == null) {
                if (!issuedAt.isAfter(forgottenUpTo)) {
                    return false;
                }
                used = new Used();
                nonces.put(nonce, used);
                oldestFirst.add(new Issued(nonce, issuedAt));
                while (nonces.size() > maxNonces) {
                    forgetOldest();
                }
            }
            return use(used, count);
        } finally {
            lock.unlock();
        }
    }

    private void forget(Instant upTo) {
        while (!oldestFirst.isEmpty() && !oldestFirst.element().at().isAfter(upTo)) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Issued oldest = oldestFirst.remove();
        nonces.remove(oldest.nonce());
        forgottenUpTo = oldest.at();
    }

    private static boolean use(Used used, long count) {
        long ahead = count - used.highest;
        if (ahead > 0) {
            used.bits = (ahead >= WINDOW ? 0 : used.bits << ahead) | 1;
            used.highest = count;
            return true;
        }
        if (-ahead >= WINDOW || count < 1 || (used.bits >>> -ahead & 1) != 0) {
            return false;
        }
        used.bits |= 1L << -ahead;
        return true;
    }

    /** Nonces in use. */
    int size() {
        lock.lock();
        try {
            return nonces.size();
        } finally {
            lock.unlock();
        }
    }
}
