package dev.patchbay.linux.forward;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A flow at work, in memory shared with the programs. Owner: the thread of its {@link FlowTable}. */
public final class FlowEntry {

    private static final ValueLayout.OfShort NET_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NET_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong NET_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final int number;
    private final MemorySegment memory;
    private final TransportAddress local;

    FlowEntry(int number, MemorySegment memory, Flow flow) {
        this.number = number;
        this.memory = memory;
        this.local = flow.local();
        memory.fill((byte) 0);
        putAddress(FlowLayout.SOURCE, flow.source().ip());
        putAddress(FlowLayout.NEW_SOURCE, flow.newSource().ip());
        putAddress(FlowLayout.NEW_TARGET, flow.newTarget().ip());
        memory.set(NET_SHORT, FlowLayout.NEW_PORTS, (short) flow.newSource().port());
        memory.set(NET_SHORT, FlowLayout.NEW_PORTS + 2, (short) flow.newTarget().port());
        memory.set(NET_SHORT, FlowLayout.SOURCE_PORT, (short) flow.source().port());
        memory.set(ValueLayout.JAVA_BYTE, FlowLayout.TRAFFIC_CLASS, (byte) flow.trafficClass());
        memory.set(
                ValueLayout.JAVA_BYTE,
                FlowLayout.MARKS,
                (byte) (flow.exit().isLoopback() ? FlowLayout.MARK_LOOPBACK : 0));
        memory.set(ValueLayout.JAVA_INT, FlowLayout.INTERFACE, flow.exit().index());
        memory.set(ValueLayout.JAVA_INT, FlowLayout.MAX_PACKET, flow.exit().maxPacketBytes());
        memory.set(ValueLayout.JAVA_LONG, FlowLayout.TYPES_LOW, flow.payloadTypes().low());
        memory.set(ValueLayout.JAVA_LONG, FlowLayout.TYPES_HIGH, flow.payloadTypes().high());
        memory.set(NET_INT, FlowLayout.SSRC, flow.ssrc());
        memory.set(
                ValueLayout.JAVA_INT,
                FlowLayout.ADDRESS_DIFFERENCE,
                new ChecksumDifference()
                        .without(flow.source().ip())
                        .without(flow.local().ip())
                        .with(flow.newSource().ip())
                        .with(flow.newTarget().ip())
                        .value());
        memory.set(
                ValueLayout.JAVA_INT,
                FlowLayout.PORT_DIFFERENCE,
                new ChecksumDifference()
                        .without(flow.source().port())
                        .without(flow.local().port())
                        .with(flow.newSource().port())
                        .with(flow.newTarget().port())
                        .value());
        // Differs from what no packet has gone up, so the first one does.
        memory.set(ValueLayout.JAVA_INT, FlowLayout.ACKNOWLEDGED, 1);
        INT.setRelease(memory, (long) FlowLayout.ON, 1);
    }

    private void putAddress(int offset, IpAddress ip) {
        switch (ip.family()) {
            case IPV4 -> memory.set(NET_INT, offset, (int) ip.low());
            case IPV6 -> {
                memory.set(NET_LONG, offset, ip.high());
                memory.set(NET_LONG, offset + Long.BYTES, ip.low());
            }
        }
    }

    /** Its place in the table. */
    int number() {
        return number;
    }

    TransportAddress local() {
        return local;
    }

    /** From now on all its packets go up. One that another processor has in hand is still forwarded. */
    void switchOff() {
        INT.setRelease(memory, (long) FlowLayout.ON, 0);
    }

    /**
     * User space is done with an RTP packet of the flow: it was handed to the kernel for sending, or dropped. What arrives from now on
     * is forwarded, unless another packet went up since.
     *
     * @param sequenceNumber of the packet, 0..65535
     */
    public void acknowledge(int sequenceNumber) {
        INT.setRelease(memory, (long) FlowLayout.ACKNOWLEDGED, FlowLayout.IS_SEQUENCE_NUMBER | sequenceNumber);
    }

    /** Whether that packet is the last one that went up: user space has nothing of the flow in hand. */
    public boolean isLastUp(int sequenceNumber) {
        int lastUp = (int) INT.getAcquire(memory, (long) FlowLayout.LAST_UP);
        return lastUp == (FlowLayout.IS_SEQUENCE_NUMBER | sequenceNumber);
    }

    /** Forwards from now on, though packets that went up may be overtaken. For a user space that is too busy to catch up. */
    public void acknowledgeEverything() {
        INT.setRelease(memory, (long) FlowLayout.ACKNOWLEDGED, FlowLayout.EVERYTHING);
    }

    /** The source has another SSRC now. */
    public void setSsrc(int ssrc) {
        memory.set(NET_INT, FlowLayout.SSRC, ssrc);
    }

    /** Forwarded so far. */
    public long packets() {
        return (long) LONG.getAcquire(memory, (long) FlowLayout.PACKETS);
    }

    /** UDP payload of those. */
    public long bytes() {
        return (long) LONG.getAcquire(memory, (long) FlowLayout.BYTES);
    }

    /** Of those, how many reached the interface they leave by. */
    public long sent() {
        return (long) LONG.getAcquire(memory, (long) FlowLayout.SENT);
    }

    /** RTP of the right source that was not forwarded. */
    public long wentUp() {
        return (long) LONG.getAcquire(memory, (long) FlowLayout.UP);
    }

    /** When the last one was forwarded, as {@link System#nanoTime}, some milliseconds too early; 0 = never. */
    public long lastNs() {
        return (long) LONG.getAcquire(memory, (long) FlowLayout.LAST_NS);
    }

    /** Of the last one. */
    public int payloadType() {
        return (int) INT.getAcquire(memory, (long) FlowLayout.PAYLOAD_TYPE);
    }
}
