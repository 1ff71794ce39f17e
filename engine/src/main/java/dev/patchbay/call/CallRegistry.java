package dev.patchbay.call;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All calls by call-id. Thread-safe. */
public final class CallRegistry {

    private final ConcurrentMap<String, Call> calls = new ConcurrentHashMap<>();

    CallRegistry() {}

    /** What is done with a call while its lock is held. */
    @FunctionalInterface
    interface Work<R, E extends Exception> {
        R with(Call call) throws E;
    }

    public Optional<Call> find(String callId) {
        return Optional.ofNullable(calls.get(callId));
    }

    public int size() {
        return calls.size();
    }

    /** A live view. */
    public Collection<Call> all() {
        return calls.values();
    }

    /** Adds a call of whose id there is none. */
    void add(Call call) {
        calls.put(call.callId(), call);
    }

    void remove(Call call) {
        calls.remove(call.callId(), call);
    }

    /** Runs with the call's lock held; empty when there is no such call (any more). */
    <R, E extends Exception> Optional<R> withCall(String callId, Work<R, E> work) throws E {
        Call call = calls.get(callId);
        if (call == null) {
            return Optional.empty();
        }
        call.lock.lock();
        try {
            return call.isEnded() ? Optional.empty() : Optional.of(work.with(call));
        } finally {
            call.lock.unlock();
        }
    }
}
