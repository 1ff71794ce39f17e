package dev.patchbay.plane;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The way to a worker: any thread puts commands in, the worker takes them out in order. Lock-free on both sides. */
final class CommandQueue {

    private final int limit;
    private final ConcurrentLinkedQueue<WorkerCommand> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong rejected = new AtomicLong();

    /** @param limit of commands waiting */
    CommandQueue(int limit) {
        this.limit = limit;
    }

    /** @return false, and counted, when the queue is full */
    boolean offer(WorkerCommand command) {
        if (size.incrementAndGet() > limit) {
            size.decrementAndGet();
            rejected.incrementAndGet();
            return false;
        }
        commands.add(command);
        return true;
    }

    /** For what must not be lost and cannot be many: the end of a call, once per call that lives. */
    void put(WorkerCommand command) {
        size.incrementAndGet();
        commands.add(command);
    }

    /** Worker only; null when there is none. */
    @Nullable WorkerCommand poll() {
        WorkerCommand command = commands.poll();
        if (command != null) {
            size.decrementAndGet();
        }
        return command;
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    /** How many wait, about: those that are just being put in may count already. */
    int size() {
        return size.get();
    }

    /** How often a command was refused. */
    long rejected() {
        return rejected.get();
    }
}
