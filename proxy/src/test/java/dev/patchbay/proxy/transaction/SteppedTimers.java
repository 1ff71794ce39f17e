package dev.patchbay.proxy.transaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when a test says so. */
final class SteppedTimers implements Timers {

    private final List<Due> waiting = new ArrayList<>();
    private long nowMs;

    private record Due(long atMs, Runnable action) {}

    @Override
    public Pending after(long delayMs, Runnable action) {
        Due due = new Due(nowMs + delayMs, action);
        waiting.add(due);
        return () -> waiting.remove(due);
    }

    void pass(long milliseconds) {
        long endMs = nowMs + milliseconds;
        while (true) {
            Due next = waiting.stream()
                    .filter(due -> due.atMs() <= endMs)
                    .min(Comparator.comparingLong(Due::atMs))
                    .orElse(null);
            if (next == null) {
                break;
            }
            waiting.remove(next);
            nowMs = next.atMs();
            next.action().run();
        }
        nowMs = endMs;
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }
}
