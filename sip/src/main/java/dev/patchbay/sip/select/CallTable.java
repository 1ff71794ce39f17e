package dev.patchbay.sip.select;

import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.node.RelayNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where calls are: (call-id, branch) to node, for a while. Rows with a lock each; what has expired is removed while its row is
 * walked. Any thread.
 */
public final class CallTable {

    /** More calls than this are not remembered, and counted: they find their node by hash again. */
    public static final int MAX_CALLS = 1_000_000;

    private final RelayClock clock;
    private final long lifetimeNs;
    private final List<Row> rows;
    private final AtomicLong size = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param rowCount 1 or more: {@code hash_table_size} */
    public CallTable(int rowCount, Duration lifetime, RelayClock clock) {
        this.clock = clock;
        this.lifetimeNs = lifetime.toNanos();
        this.rows = new ArrayList<>(rowCount);
        for (int i = 0; i < rowCount; i++) {
            rows.add(new Row());
        }
    }

    /** Entries, those included that have expired but not been met yet. */
    public long size() {
        return size.get();
    }

    /** Calls that were not remembered because the table was full. */
    public long refusedCount() {
        return refused.get();
    }

    Optional<RelayNode> find(String callId, String viaBranch) {
        Row row = row(callId);
        synchronized (row) {
            long nowNs = clock.nanoTime();
            Optional<RelayNode> found = Optional.empty();
            for (Iterator<Entry> entries = row.entries.iterator(); entries.hasNext(); ) {
                Entry entry = entries.next();
                if (nowNs - entry.expiresAtNs >= 0) {
                    entries.remove();
                    size.decrementAndGet();
                } else if (entry.isOf(callId, viaBranch)) {
                    found = Optional.of(entry.node);
                }
            }
            return found;
        }
    }

    /** Remembers a call; one that is known stays where it is, unless {@code isMoved}. */
    void put(String callId, String viaBranch, RelayNode node, boolean isMoved) {
        Row row = row(callId);
        synchronized (row) {
            for (Entry entry : row.entries) {
                if (entry.isOf(callId, viaBranch)) {
                    if (isMoved) {
                        entry.node = node;
                    }
                    return;
                }
            }
            if (size.get() >= MAX_CALLS) {
                refused.incrementAndGet();
                return;
            }
            row.entries.add(new Entry(callId, viaBranch, node, clock.nanoTime() + lifetimeNs));
            size.incrementAndGet();
        }
    }

    /** @param viaBranch empty: every branch of the call */
    void remove(String callId, String viaBranch) {
        Row row = row(callId);
        synchronized (row) {
            int before = row.entries.size();
            row.entries.removeIf(
                    entry -> entry.callId.equals(callId) && (viaBranch.isEmpty() || entry.viaBranch.equals(viaBranch)));
            size.addAndGet(row.entries.size() - (long) before);
        }
    }

    private Row row(String callId) {
        return rows.get(Math.floorMod(callId.hashCode(), rows.size()));
    }

    private static final class Row {
        private final List<Entry> entries = new ArrayList<>(); // guarded by this row
    }

    private static final class Entry {
        private final String callId;
        private final String viaBranch;
        private final long expiresAtNs;
        private RelayNode node; // guarded by the row

        private Entry(String callId, String viaBranch, RelayNode node, long expiresAtNs) {
            this.callId = callId;
            this.viaBranch = viaBranch;
            this.node = node;
            this.expiresAtNs = expiresAtNs;
        }

        private boolean isOf(String otherCallId, String otherBranch) {
            return callId.equals(otherCallId) && viaBranch.equals(otherBranch);
        }
    }
}
