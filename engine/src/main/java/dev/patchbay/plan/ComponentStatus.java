package dev.patchbay.plan;

import dev.patchbay.dtls.DtlsReport;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.offload.Placement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Identity and live figures of a component. One writer (its {@code MediaWorker}), any number of readers, who may see figures that
 * are a packet apart from each other. It outlives plans: a re-offer keeps the counters.
 */
public final class ComponentStatus {

    // Written by the owning MediaWorker with opaque stores, read by anybody.
    private final AtomicLongArray cells = new AtomicLongArray(Cell.values().length);
    private final AtomicLongArray drops = new AtomicLongArray(DropReason.values().length);
    private volatile @Nullable TransportAddress endpoint;
    private volatile EndpointRule rule = EndpointRule.UNKNOWN;
    private volatile boolean confirmed;
    private volatile Placement placement = Placement.OFF;
    private volatile @Nullable MediaPort selectedPort;
    private volatile @Nullable TransportAddress formerEndpoint;

    private volatile @Nullable Supplier<DtlsReport> handshake;

    /** The figures kept per component. */
    public enum Cell {
        /** Received packets, those with errors too, but not what {@code drop-traffic} dropped. */
        PACKETS,
        /** UDP payload bytes of those. */
        BYTES,
        /** Of {@link #PACKETS}, those that the kernel forwarded. */
        KERNEL_PACKETS,
        /** Of {@link #BYTES}, those that the kernel forwarded. */
        KERNEL_BYTES,
        /** Packets dropped for a reason that {@link DropReason#isError}, and RTP of a payload type that was not signalled. */
        ERRORS,
        /** When the last packet was accepted, nanoseconds on the worker's clock; 0 = never. */
        LAST_PACKET_NS,
        /** SRTP and SRTCP packets that proved authentic. */
        SRTP_OPENED,
        PACKETS_SENT,
        BYTES_SENT,
        /** When the last packet was sent to this component's endpoint; 0 = never. */
        LAST_SENT_NS,
        /** SSRC of the last accepted RTP or RTCP packet, unsigned; -1 = none yet. */
        SSRC,
        /** Payload type of the last accepted RTP packet; -1 = none yet. */
        PAYLOAD_TYPE
    }

    public ComponentStatus() {
        cells.setPlain(Cell.SSRC.ordinal(), -1);
        cells.setPlain(Cell.PAYLOAD_TYPE.ordinal(), -1);
    }

    public long get(Cell cell) {
        return cells.getOpaque(cell.ordinal());
    }

    public long drops(DropReason reason) {
        return drops.getOpaque(reason.ordinal());
    }

    /** Where packets for this party go now; null while unknown. */
    public @Nullable TransportAddress endpoint() {
        return endpoint;
    }

    public EndpointRule rule() {
        return rule;
    }

    /** Learning is over: the endpoint is final until the next signalling. */
    public boolean isConfirmed() {
        return confirmed;
    }

    /** Where the packets from this party are forwarded. */
    public Placement placement() {
        return placement;
    }

    /** The local port that packets go out of. */
    public @Nullable MediaPort selectedPort() {
        return selectedPort;
    }

    /** The endpoint before the SDP named another one; its packets are relayed but not believed until the new one is confirmed. */
    public @Nullable TransportAddress formerEndpoint() {
        return formerEndpoint;
    }

    /** How its DTLS association stands; empty when it has none. */
    public Optional<DtlsReport> handshake() {
        Supplier<DtlsReport> present = handshake;
        return present == null ? Optional.empty() : Optional.of(present.get());
    }

    public void setHandshake(@Nullable Supplier<DtlsReport> report) {
        handshake = report;
    }

    public void set(Cell cell, long value) {
        cells.setOpaque(cell.ordinal(), value);
    }

    public void add(Cell cell, long amount) {
        cells.setOpaque(cell.ordinal(), cells.getPlain(cell.ordinal()) + amount);
    }

    public void countDrop(DropReason reason) {
        drops.setOpaque(reason.ordinal(), drops.getPlain(reason.ordinal()) + 1);
    }

    public void setEndpoint(@Nullable TransportAddress address, EndpointRule by) {
        rule = by;
        endpoint = address;
    }

    public void setPlacement(Placement value) {
        if (placement != value) {
            placement = value;
        }
    }

    public void setConfirmed(boolean value) {
        confirmed = value;
    }

    public void setFormerEndpoint(@Nullable TransportAddress address) {
        formerEndpoint = address;
    }

    public void setSelectedPort(@Nullable MediaPort port) {
        selectedPort = port;
    }
}
