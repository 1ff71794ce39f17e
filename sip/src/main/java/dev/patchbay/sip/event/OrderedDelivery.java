package dev.patchbay.sip.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** Runs deliveries on virtual threads: those of one key one after the other and in order, different keys beside each other. Any thread. */
final class OrderedDelivery implements AutoCloseable {

    /** Deliveries that wait, of all keys; further ones are dropped. */
    static final int MAX_WAITING = 10_000;

    /** Deliveries that wait for one key, so that one call cannot take all the room. */
    static final int MAX_WAITING_PER_KEY = 500;

    private static final Logger LOG = System.getLogger("sip.event");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>(); // guarded by lock; a key is there while a thread serves it
    private int waitingCount; // guarded by lock
    private boolean isClosed; // guarded by lock
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Never blocks. */
    void deliver(String key, Runnable delivery) {
        lock.lock();
        try {
            Queue<Runnable> queue = waiting.get(key);
            boolean isFull = waitingCount >= MAX_WAITING || (queue != null && queue.size() >= MAX_WAITING_PER_KEY);
            if (isClosed || isFull) {
                dropped.increment();
                return;
            }
            waitingCount++;
            if (queue != null) {
                queue.add(delivery);
                return;
            }
            Queue<Runnable> started = new ArrayDeque<>();
            started.add(delivery);
            waiting.put(key, started);
            threads.execute(() -> serve(key, started));
        } finally {
            lock.unlock();
        }
    }

    private void serve(String key, Queue<Runnable> queue) {
        while (true) {
            Runnable next;
            lock.lock();
            try {
                next = queue.poll();
                if (next == null) {
                    waiting.remove(key);
                    return;
                }
                waitingCount--;
            } finally {
                lock.unlock();
            }
            try {
                next.run();
            } catch (RuntimeException e) {
                // The listener's defect; the events behind this one are delivered all the same.
                failed.increment();
                LOG.log(Level.ERROR, "an event listener failed", e);
            }
        }
    }

    long droppedCount() {
        return dropped.sum();
    }

    long failedCount() {
        return failed.sum();
    }

    /** What waits is dropped; listeners that run are interrupted. */
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            waiting.values().forEach(queue -> {
                dropped.add(queue.size());
                waitingCount -= queue.size();
                queue.clear();
            });
        } finally {
            lock.unlock();
        }
        threads.shutdownNow();
    }
}
