package dev.patchbay.command;

import dev.patchbay.call.CallReport;
import dev.patchbay.call.Component;
import dev.patchbay.call.MediaSection;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.sdp.Codec;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Reads of a stream what replies, CLI and explain show alike. Any thread. */
public final class StreamFigures {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final LongSupplier planeNanos;
    private final LongSupplier microsSinceEpoch;

    /** @param planeNanos the clock of the media plane */
    public StreamFigures(LongSupplier planeNanos, LongSupplier microsSinceEpoch) {
        this.planeNanos = planeNanos;
        this.microsSinceEpoch = microsSinceEpoch;
    }

    /** Microseconds since 1970. */
    public long nowUs() {
        return microsSinceEpoch.getAsLong();
    }

    /** When the last packet came, seconds since 1970; before the first one, when the call was created. */
    public long lastPacketS(CallReport report, ComponentStatus status) {
        long packetNs = status.get(Cell.LAST_PACKET_NS);
        if (packetNs == 0) {
            return report.call().createdUs() / MICROS_PER_SECOND;
        }
        long agoUs = TimeUnit.NANOSECONDS.toMicros(planeNanos.getAsLong() - packetNs);
        return (microsSinceEpoch.getAsLong() - agoUs) / MICROS_PER_SECOND;
    }

    /** The local port that a component uses; empty when its section has none. */
    public static Optional<TransportAddress> localPort(MediaSection section, int index) {
        return section.ports().filter(set -> index < set.ports().size()).map(set -> {
            MediaPort selected = section.components().get(index).status().selectedPort();
            return (selected == null ? set.ports().get(index) : selected).local();
        });
    }

    /** Where packets for the party go, as learned or else as signalled. */
    public static Optional<TransportAddress> endpoint(Component component) {
        TransportAddress learned = component.status().endpoint();
        return Optional.ofNullable(learned == null ? component.signalled() : learned);
    }

    /** Name, clock rate and channels of the payload type received last, as {@code PCMA/8000}. */
    public static Optional<String> codecInUse(MediaSection section) {
        if (section.components().isEmpty()) {
            return Optional.empty();
        }
        long payloadType = section.components().getFirst().status().get(Cell.PAYLOAD_TYPE);
        for (Codec codec : section.codecs()) {
            if (codec.payloadType() == payloadType && !codec.encoding().isEmpty()) {
                String channels = codec.channels() > 1 ? "/" + codec.channels() : "";
                return Optional.of(codec.encoding() + "/" + codec.clockRateHz() + channels);
            }
        }
        return Optional.empty();
    }
}
