package dev.patchbay.door;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Remembers the reply to each request by its cookie, so that a retransmission is answered without being carried out again;
 * one that comes while the first is still being worked on waits for the same reply. Any thread, made for virtual ones.
 *
 * <p>rtpengine: the cookie alone is the key, since a client may retransmit from another socket. Replies live in two
 * generations; a lookup 30 s or more after the last swap makes the current one old and forgets the old, hence a reply lives
 * 30 to 60 s. Here a generation that is full is swapped early, which is counted.
 */
public final class CookieCache {

    /** How long a generation grows. */
    public static final long GENERATION_NS = 30_000_000_000L;

    /** Replies of one generation. */
    public static final int MAX_ENTRIES = 200_000;

    /** Bytes of the replies of one generation. */
    public static final long MAX_BYTES = 48L << 20;

    private final LongSupplier nanoClock;
    private final int maxEntries;
    private final long maxBytes;

    private final ReentrantLock lock = new ReentrantLock();
    // All below: guarded by the lock.
    private final Map<String, CompletableFuture<Optional<byte[]>>> inFlight = new HashMap<>();
    private Map<String, byte[]> current = new HashMap<>();
    private Map<String, byte[]> old = new HashMap<>();
    private long currentBytes;
    private long swappedNs;
    private long duplicates;
    private long earlySwaps;

    /** @param nanoClock as {@link System#nanoTime} */
    public CookieCache(LongSupplier nanoClock) {
        this(nanoClock, MAX_ENTRIES, MAX_BYTES);
    }

    CookieCache(LongSupplier nanoClock, int maxEntries, long maxBytes) {
        this.nanoClock = nanoClock;
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.swappedNs = nanoClock.getAsLong();
    }

    /**
     * The reply to the request with this cookie: made now, on this thread, if it is the first.
     *
     * @param work makes the reply; if it throws, nothing is remembered and those waiting get no reply
     * @return empty only for a duplicate whose first request threw
     */
    public Answer answer(String cookie, Supplier<byte[]> work) {
        CompletableFuture<Optional<byte[]>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<byte[]>> first;
        lock.lock();
        try {
            swapIfDue();
            byte[] known = current.containsKey(cookie) ? current.get(cookie) : old.get(cookie);
            if (known != null) {
                duplicates++;
                return new Answer(Optional.of(known), true);
            }
            first = inFlight.putIfAbsent(cookie, mine);
            if (first != null) {
                duplicates++;
            }
        } finally {
            lock.unlock();
        }
        return first != null ? new Answer(first.join(), true) : new Answer(carryOut(cookie, work, mine), false);
    }

    private Optional<byte[]> carryOut(
            String cookie, Supplier<byte[]> work, CompletableFuture<Optional<byte[]>> waiting) {
        Optional<byte[]> reply = Optional.empty();
        try {
            reply = Optional.of(work.get());
            return reply;
        } finally {
            finish(cookie, reply);
            waiting.complete(reply);
        }
    }

    private void finish(String cookie, Optional<byte[]> reply) {
        lock.lock();
        try {
            inFlight.remove(cookie);
            if (reply.isPresent()) {
                remember(cookie, reply.get());
            }
        } finally {
            lock.unlock();
        }
    }

    private void remember(String cookie, byte[] reply) {
        if (current.size() >= maxEntries || currentBytes + reply.length > maxBytes) {
            earlySwaps++;
            swap();
        }
        current.put(cookie, reply);
        currentBytes += reply.length;
    }

    private void swapIfDue() {
        if (nanoClock.getAsLong() - swappedNs >= GENERATION_NS) {
            swap();
        }
    }

    private void swap() {
        old = current;
        current = new HashMap<>();
        currentBytes = 0;
        swappedNs = nanoClock.getAsLong();
    }

    /** Requests that were answered with the reply to an earlier one. */
    public long duplicates() {
        lock.lock();
        try {
            return duplicates;
        } finally {
            lock.unlock();
        }
    }

    /** Generations swapped before their time because they were full. */
    public long earlySwaps() {
        lock.lock();
        try {
            return earlySwaps;
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param reply empty for a duplicate whose first request failed
     * @param isDuplicate the reply was made for an earlier request
     */
    public record Answer(Optional<byte[]> reply, boolean isDuplicate) {}
}
