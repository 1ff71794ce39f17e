package dev.patchbay.metrics;

import dev.patchbay.door.DoorCounts;
import dev.patchbay.metrics.ProxyFigures.CommandFigures;
import dev.patchbay.metrics.TotalFigures.CallDurations;
import dev.patchbay.metrics.TotalFigures.ClosedSessions;
import dev.patchbay.net.IpAddress;
import java.util.List;
import java.util.Map;

/** The figures of a short session with rtpengine 10.5.3.5, whose outputs are kept as test resources. */
public final class SampleFigures {

    private SampleFigures() {}

    public static RelayFigures figures() {
        IpAddress loopback = IpAddress.literal("127.0.0.1");
        return new RelayFigures(
                new CurrentFigures(2, 0, 0, 1, 0, 0, new TrafficFigures(22, 3901, 0), TrafficFigures.NONE, 2, 0, 0),
                new TotalFigures(
                        2,
                        1,
                        0,
                        new ClosedSessions(0, 0, 0, 0, 1, 0),
                        new TrafficFigures(40, 6880, 0),
                        TrafficFigures.NONE,
                        1,
                        0,
                        new CallDurations(1, 0.00045, 0.00045 * 0.00045)),
                MosFigures.NONE,
                IceFigures.NONE,
                SecurityFigures.NONE,
                IntervalFigures.NONE,
                List.of(new ProxyFigures(
                        loopback,
                        Map.of(
                                ControlCommand.PING, new CommandFigures(1, 1000),
                                ControlCommand.OFFER, new CommandFigures(3, 845_000),
                                ControlCommand.ANSWER, new CommandFigures(1, 108_000),
                                ControlCommand.DELETE, new CommandFigures(2, 37_000),
                                ControlCommand.QUERY, new CommandFigures(1, 1000)),
                        2)),
                List.of(new InterfaceFigures("default", loopback, 40000, 41000, 8, 40058)),
                List.of(new DoorFigures("ng-udp", new DoorCounts(10, 9, 1, 0))),
                KernelFigures.NONE);
    }
}
