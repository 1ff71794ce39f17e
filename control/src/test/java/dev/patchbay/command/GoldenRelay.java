package dev.patchbay.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.call.CallControl;
import dev.patchbay.call.CallSettings;
import dev.patchbay.call.SystemLoad;
import dev.patchbay.door.CookieCache;
import dev.patchbay.golden.GoldenCase;
import dev.patchbay.golden.GoldenJson;
import dev.patchbay.golden.GoldenRun;
import dev.patchbay.golden.GoldenStep;
import dev.patchbay.metrics.ControlTally;
import dev.patchbay.metrics.CurrentFigures;
import dev.patchbay.metrics.IceFigures;
import dev.patchbay.metrics.IntervalFigures;
import dev.patchbay.metrics.KernelFigures;
import dev.patchbay.metrics.MosFigures;
import dev.patchbay.metrics.RelayFigures;
import dev.patchbay.metrics.StatisticsTree;
import dev.patchbay.metrics.SecurityFigures;
import dev.patchbay.metrics.TotalFigures;
import dev.patchbay.metrics.TrafficFigures;
import dev.patchbay.negotiate.EngineSettings;
import dev.patchbay.negotiate.OfferAnswerEngine;
import dev.patchbay.negotiate.SecuritySettings;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ng.NgExchange;
import dev.patchbay.port.Interfaces;
import dev.patchbay.port.LocalInterface;
import dev.patchbay.port.PortAllocator;
import dev.patchbay.port.PortPool;
import dev.patchbay.sim.FakeMedia;
import dev.patchbay.sim.TestHandshakes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** The engine behind its dispatcher in the standard configuration of the golden cases, without a network. */
final class GoldenRelay {

    private static final TransportAddress CLIENT = TransportAddress.of("127.0.0.1", 5555);
    private static final SystemLoad IDLE = new SystemLoad() {
        @Override
        public double loadAverage() {
            return 0;
        }

        @Override
        public double cpuPercent() {
            return 0;
        }

        @Override
        public long bytesPerSecond() {
            return 0;
        }
    };

    private static final int MAX_REPLY_BYTES = 65_507;

    private final NgExchange exchange;
    private int requests;

    GoldenRelay(List<String> options) {
        FakeMedia media = new FakeMedia();
        ControlTally tally = new ControlTally();
        Interfaces interfaces = interfaces(options);
        CallSettings limits = new CallSettings();
        limits.setMaxSessions(number(options, "--max-sessions", -1));
        PortAllocator ports = new PortAllocator(media, interfaces, 0);
        EngineSettings settings = new EngineSettings(
                options.contains("--sip-source"),
                options.contains("--save-interface-ports"),
                "0123456789abcdef",
                new SecuritySettings(new Random(1), false, options.contains("--dtls-passive"), TestHandshakes::fingerprint));
        OfferAnswerEngine engine = new OfferAnswerEngine(settings, interfaces, ports::allocate, ports::abandon, new SplittableRandom(2));
        CallControl calls = new CallControl(engine, media, limits, IDLE, 0, _ -> {}, () -> 1_700_000_000_000_000L);
        CommandDispatcher dispatcher = new CommandDispatcher(
                calls,
                new CallReportWriter(new StreamFigures(media::nowNs, () -> 1_700_000_000_000_000L)),
                () -> StatisticsTree.ng(figures(tally)));
        exchange = new NgExchange(dispatcher, new CookieCache(() -> 1L), tally, () -> 1L);
    }

    private static RelayFigures figures(ControlTally tally) {
        return new RelayFigures(
                new CurrentFigures(0, 0, 0, 0, 0, 0, TrafficFigures.NONE, TrafficFigures.NONE, 0, 0, 0),
                new TotalFigures(
                        0,
                        0,
                        0,
                        TotalFigures.ClosedSessions.NONE,
                        TrafficFigures.NONE,
                        TrafficFigures.NONE,
                        0,
                        0,
                        TotalFigures.CallDurations.NONE),
                MosFigures.NONE,
                IceFigures.NONE,
                SecurityFigures.NONE,
                IntervalFigures.NONE,
                tally.figures(),
                List.of(),
                List.of(),
                KernelFigures.NONE);
    }

    private static int number(List<String> options, String name, int otherwise) {
        return options.stream()
                .filter(o -> o.startsWith(name + "="))
                .map(o -> Integer.parseInt(o.substring(name.length() + 1)))
                .findFirst()
                .orElse(otherwise);
    }

    private static Interfaces interfaces(List<String> options) {
        int portMin = number(options, "--port-min", GoldenRun.PORT_MIN);
        int portMax = number(options, "--port-max", GoldenRun.PORT_MAX);
        Map<IpAddress, PortPool> pools = new HashMap<>();
        List<LocalInterface> locals = new ArrayList<>(List.of(
                local("default", "127.0.0.1", "127.0.0.1", pools, portMin, portMax),
                local("default", "::1", "::1", pools, portMin, portMax),
                local("second", "127.0.0.2", "127.0.0.2", pools, portMin, portMax),
                local("adv", "127.0.0.3", "203.0.113.3", pools, portMin, portMax),
                local("rr:a", "127.0.0.4", "127.0.0.4", pools, portMin, portMax),
                local("rr:b", "127.0.0.5", "127.0.0.5", pools, portMin, portMax)));
        for (String option : options) {
            if (option.startsWith("--interface=")) {
                String[] parts = option.substring("--interface=".length()).split("/");
                locals.add(local(parts[0], parts[1], parts[1], pools, portMin, portMax));
            }
        }
        return new Interfaces(locals);
    }

    private static LocalInterface local(String name, String bind, String advertised, Map<IpAddress, PortPool> pools, int portMin, int portMax) {
        IpAddress address = IpAddress.literal(bind);
        PortPool pool = pools.computeIfAbsent(
                address,
                a -> new PortPool(a, portMin, portMax, Set.of(), () -> 0L, new SplittableRandom(7)));
        return new LocalInterface(name, address, IpAddress.literal(advertised), pool);
    }

    /** The reply in the text form of the cases. */
    String reply(GoldenCase golden, GoldenStep step, GoldenRun run) {
        String payload = step.isRaw()
                ? run.fill(step.rawPayload())
                : GoldenJson.print(step.request(golden.name(), run));
        byte[] message = ("cookie" + requests++ + " " + payload).getBytes(UTF_8);
        String answer = new String(exchange.answer(message, CLIENT, MAX_REPLY_BYTES).orElseThrow(), UTF_8);
        String reply = answer.substring(answer.indexOf(' ') + 1);
        return step.isRaw() ? run.rawText(reply) : run.text(GoldenJson.parseObject(reply));
    }
}
