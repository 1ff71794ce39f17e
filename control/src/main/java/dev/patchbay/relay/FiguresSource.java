package dev.patchbay.relay;

import dev.patchbay.call.Call;
import dev.patchbay.call.CallControl;
import dev.patchbay.call.CallState;
import dev.patchbay.call.CallTotals;
import dev.patchbay.call.CallTotals.Total;
import dev.patchbay.call.MediaSection;
import dev.patchbay.dtls.HandshakeBudget;
import dev.patchbay.metrics.ControlTally;
import dev.patchbay.metrics.CurrentFigures;
import dev.patchbay.metrics.DoorFigures;
import dev.patchbay.metrics.IceFigures;
import dev.patchbay.metrics.InterfaceFigures;
import dev.patchbay.metrics.IntervalFigures;
import dev.patchbay.metrics.KernelFigures;
import dev.patchbay.metrics.MosFigures;
import dev.patchbay.metrics.RelayFigures;
import dev.patchbay.metrics.SecurityFigures;
import dev.patchbay.metrics.TotalFigures;
import dev.patchbay.metrics.TrafficFigures;
import dev.patchbay.net.IpFamily;
import dev.patchbay.offload.OffloadSummary;
import dev.patchbay.plane.MediaPlane;
import dev.patchbay.plane.MediaTotals;
import dev.patchbay.port.Interfaces;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Gathers the figures that statistics, metrics and CLI show. Any thread. */
final class FiguresSource implements Supplier<RelayFigures> {

    private final CallControl calls;
    private final MediaPlane plane;
    private final Interfaces interfaces;
    private final ControlTally tally;
    private final TrafficRate rate;
    private final TrafficRate kernelRate;
    private final Supplier<OffloadSummary> offload;
    private final HandshakeBudget handshakes;
    private final Supplier<List<DoorFigures>> doors;
    private final long startNs;

    FiguresSource(
            CallControl calls,
            MediaPlane plane,
            Interfaces interfaces,
            ControlTally tally,
            TrafficRate rate,
            TrafficRate kernelRate,
            Supplier<OffloadSummary> offload,
            HandshakeBudget handshakes,
            Supplier<List<DoorFigures>> doors) {
        this.calls = calls;
        this.plane = plane;
        this.interfaces = interfaces;
        this.tally = tally;
        this.rate = rate;
        this.kernelRate = kernelRate;
        this.offload = offload;
        this.handshakes = handshakes;
        this.doors = doors;
        this.startNs = plane.nowNs();
    }

    @Override
    public RelayFigures get() {
        CurrentFigures current = current();
        return new RelayFigures(
                current,
                total(),
                mos(),
                ice(),
                security(),
                IntervalFigures.NONE,
                tally.figures(),
                interfaces.addresses().stream()
                        .map(a -> new InterfaceFigures(
                                a.name(),
                                a.bind(),
                                a.pool().min(),
                                a.pool().max(),
                                a.pool().used(),
                                a.pool().lastUsed()))
                        .toList(),
                doors.get(),
                new KernelFigures(offload.get(), current.mediaKernel()));
    }

    /** What the kernel relayed since the start. */
    TrafficFigures kernelTraffic() {
        MediaTotals totals = plane.totals();
        return new TrafficFigures(totals.kernelPackets(), totals.kernelBytes(), 0);
    }

    /** What all workers relayed since the start. */
    TrafficFigures traffic() {
        MediaTotals totals = plane.totals();
        return new TrafficFigures(totals.packets(), totals.bytes(), totals.errors());
    }

    private MosFigures mos() {
        MediaTotals.Scores scores = plane.totals().scores();
        return new MosFigures(scores.samples(), scores.tenths() / 10.0, scores.tenthsSquared() / 100.0);
    }

    private IceFigures ice() {
        MediaTotals.Ice ice = plane.totals().ice();
        return new IceFigures(
                ice.completed(), ice.failed(), ice.consentExpired(), ice.stunAccepted(), ice.stunRefused());
    }

    private SecurityFigures security() {
        MediaTotals.Security security = plane.totals().security();
        return new SecurityFigures(
                security.unauthenticStreams(),
                security.unauthenticPackets(),
                security.replayedPackets(),
                security.handshakes(),
                security.failedHandshakes(),
                handshakes.refused(),
                security.strayHandshakes(),
                handshakes.pending());
    }

    private CurrentFigures current() {
        long own = 0;
        long ipv4 = 0;
        long ipv6 = 0;
        long mixed = 0;
        StreamCount streams = new StreamCount();
        for (Call call : calls.registry().all()) {
            own++;
            Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
            streams.add(call.state(), families);
            if (families.size() > 1) {
                mixed++;
            } else if (families.contains(IpFamily.IPV6)) {
                ipv6++;
            } else if (families.contains(IpFamily.IPV4)) {
                ipv4++;
            }
        }
        return new CurrentFigures(
                own,
                0,
                0,
                ipv4,
                ipv6,
                mixed,
                rate.perSecond(),
                kernelRate.perSecond(),
                streams.userSpace,
                streams.kernel,
                0);
    }

    /** A media section counts once, by where the RTP of its party is forwarded; rtpengine: not before its endpoint was confirmed by packets. */
    private static final class StreamCount {
        private long userSpace;
        private long kernel;

        void add(CallState state, Set<IpFamily> families) {
            for (var participant : state.participants()) {
                for (MediaSection section : participant.sections()) {
                    if (section.ports().isPresent()) {
                        families.add(section.ports().get().local().family());
                        if (!section.components().isEmpty() && section.components().getFirst().status().isConfirmed()) {
                            boolean isKernel = section.components().getFirst().status().placement().isKernel();
                            kernel += isKernel ? 1 : 0;
                            userSpace += isKernel ? 0 : 1;
                        }
                    }
                }
            }
        }
    }

    private TotalFigures total() {
        CallTotals totals = calls.totals();
        return new TotalFigures(
                TimeUnit.NANOSECONDS.toSeconds(plane.nowNs() - startNs),
                totals.get(Total.MANAGED),
                totals.get(Total.REJECTED),
                new TotalFigures.ClosedSessions(
                        totals.get(Total.TIMEOUT),
                        totals.get(Total.SILENT_TIMEOUT),
                        totals.get(Total.FINAL_TIMEOUT),
                        totals.get(Total.OFFER_TIMEOUT),
                        totals.get(Total.REGULAR),
                        totals.get(Total.FORCED)),
                traffic(),
                kernelTraffic(),
                totals.get(Total.ZERO_WAY_STREAMS),
                totals.get(Total.ONE_WAY_STREAMS),
                new TotalFigures.CallDurations(
                        totals.get(Total.MANAGED), totals.durationSeconds(), totals.durationSquares()));
    }
}
