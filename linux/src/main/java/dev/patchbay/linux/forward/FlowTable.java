package dev.patchbay.linux.forward;

import dev.patchbay.linux.bpf.BpfMap;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Optional;

/** The part of the flows that belongs to one thread, which is the only one to use it. */
public final class FlowTable {

    private final BpfMap numbers;
    private final MemorySegment flows;
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final int limit;

    FlowTable(BpfMap numbers, MemorySegment flows, int first, int limit) {
        this.numbers = numbers;
        this.flows = flows;
        this.limit = limit;
        for (int i = first; i < first + limit; i++) {
            free.add(i);
        }
    }

    /** How many flows it takes. */
    public int limit() {
        return limit;
    }

    /** Flows in the table, with those that are removed but not released. */
    public int size() {
        return limit - free.size();
    }

    /**
     * Begins to forward, in place of a former flow of the same local address.
     *
     * @return empty when the table is full
     * @throws IOException when the kernel refuses for another reason
     */
    public Optional<FlowEntry> add(Flow flow) throws IOException {
        Integer number = free.poll();
        if (number == null) {
            return Optional.empty();
        }
        boolean added = false;
        try {
            FlowEntry entry = new FlowEntry(
                    number, flows.asSlice((long) number * FlowLayout.SIZE, FlowLayout.SIZE), flow);
            byte[] value = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(number).array();
            added = numbers.put(FlowKey.of(flow.local()), value);
            return added ? Optional.of(entry) : Optional.empty();
        } finally {
            if (!added) {
                free.add(number);
            }
        }
    }

    /**
     * Ends forwarding; all packets go up from now on. The counters can be read until {@link #release}, and should be once more, a moment
     * later: another processor may just have had a packet in hand.
     */
    public void remove(FlowEntry entry) throws IOException {
        entry.switchOff();
        numbers.remove(FlowKey.of(entry.local()));
    }

    /** The memory of a removed flow may be used again; some milliseconds after {@link #remove}, when no program can have it in hand. */
    public void release(FlowEntry entry) {
        free.add(entry.number());
    }
}
