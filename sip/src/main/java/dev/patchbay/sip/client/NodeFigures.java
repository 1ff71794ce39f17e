package dev.patchbay.sip.client;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was counted about one node. Any thread. */
public final class NodeFigures {

    /** Command names are few; a caller that invents ever new ones gets this. */
    private static final int MAX_COMMANDS = 64;

    private static final String OTHER = "other";

    private final Map<String, LatencyHistogram> latencies = new ConcurrentHashMap<>();
    final LongAdder sent = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder stray = new LongAdder();
    final LongAdder garbled = new LongAdder();

    NodeFigures() {}

    void answered(String command, long roundTripNs) {
        String name = latencies.size() < MAX_COMMANDS || latencies.containsKey(command) ? command : OTHER;
        latencies.computeIfAbsent(name, _ -> new LatencyHistogram()).record(roundTripNs);
    }

    /** Round trips by command name; live objects. */
    public Map<String, LatencyHistogram> latencies() {
        return new TreeMap<>(latencies);
    }

    /** Messages sent, repetitions included. */
    public long sentCount() {
        return sent.sum();
    }

    public long repeatedCount() {
        return repeated.sum();
    }

    /** Exchanges that ended without a reply. */
    public long failedCount() {
        return failed.sum();
    }

    /** Replies that came late, twice, or with a cookie that was never used. */
    public long strayCount() {
        return stray.sum();
    }

    /** Replies that could not be read. */
    public long garbledCount() {
        return garbled.sum();
    }
}
