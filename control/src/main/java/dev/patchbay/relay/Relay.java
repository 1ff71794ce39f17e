package dev.patchbay.relay;

import dev.patchbay.call.Call;
import dev.patchbay.call.CallControl;
import dev.patchbay.call.CallSettings;
import dev.patchbay.command.CallReportWriter;
import dev.patchbay.cli.RelayCommands;
import dev.patchbay.command.CommandDispatcher;
import dev.patchbay.command.EndpointDispatcher;
import dev.patchbay.command.StreamFigures;
import dev.patchbay.door.CookieCache;
import dev.patchbay.http.HttpPage;
import dev.patchbay.ice.IceSettings;
import dev.patchbay.linux.datagram.ChosenTier;
import dev.patchbay.linux.datagram.MediaTier;
import dev.patchbay.linux.datagram.MediaTierProbe;
import dev.patchbay.linux.datagram.SocketOptions;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.metrics.ControlTally;
import dev.patchbay.metrics.MediaIoFigures;
import dev.patchbay.metrics.PrometheusText;
import dev.patchbay.metrics.StatisticsTree;
import dev.patchbay.negotiate.EngineSettings;
import dev.patchbay.negotiate.OfferAnswerEngine;
import dev.patchbay.negotiate.SecuritySettings;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ng.NgExchange;
import dev.patchbay.plane.MediaWarmup;
import dev.patchbay.plane.MediaWorkers;
import dev.patchbay.plane.PlaneSettings;
import dev.patchbay.port.Interfaces;
import dev.patchbay.port.LocalInterface;
import dev.patchbay.port.PortAllocator;
import dev.patchbay.port.PortPool;
import dev.patchbay.report.CallEndReporter;
import dev.patchbay.report.DtmfReporter;
import dev.patchbay.report.ExplainText;
import dev.patchbay.report.SessionView;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * A running relay: the entry for programs that embed it, and what the daemon starts.
 *
 * <pre>{@code
 * try (Relay relay = Relay.start(RelayOptions.onLoopback(2223))) {
 *     ...                       // drive it by the ng protocol at relay.ngAddress()
 * }
 * }</pre>
 *
 * Thread-safe. Whoever started it closes it; closing ends all calls at once.
 */
public final class Relay implements AutoCloseable {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);
    private static final String ICE_SOFTWARE = "rtpengine";
    private static final int INSTANCE_ID_BYTES = 6;
    private static final int MIN_WORKERS = 1;
    private static final int HTTP_OK = 200;

    private final RelayOptions options;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean refusing = new AtomicBoolean();
    private final Deque<AutoCloseable> resources;
    private final CallControl calls;
    private final Doors doors;
    private final MediaWarmup warmup;

    private Relay(
            RelayOptions options, CallControl calls, Doors doors, Deque<AutoCloseable> resources, MediaWarmup warmup) {
        this.warmup = warmup;
        this.options = options;
        this.calls = calls;
        this.doors = doors;
        this.resources = resources;
    }

    /**
     * Opens everything and begins to serve.
     *
     * @throws IOException when an address or port cannot be had; nothing stays open then
     */
    public static Relay start(RelayOptions options) throws IOException {
        Deque<AutoCloseable> resources = new ArrayDeque<>();
        boolean done = false;
        try {
            Relay relay = assemble(options, HostNetwork.ofSystem(), resources);
            done = true;
            return relay;
        } finally {
            if (!done) {
                closeAll(resources);
            }
        }
    }

    private static Relay assemble(RelayOptions options, HostNetwork network, Deque<AutoCloseable> resources)
            throws IOException {
        LongSupplier clock = MediaWorkers.systemClock();
        LongSupplier micros = Relay::microsSinceEpoch;
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        resources.push(executor::shutdownNow);
        MediaReports reports = new MediaReports(executor);

        RelayDtls dtls = new RelayDtls(options.security(), new SecureRandom(), executor);
        IceSettings ice = new IceSettings(iceSoftware(options), options.media().iceStopsWithoutConsent());
        PlaneSettings planeSettings = new PlaneSettings(options.media().mos(), ice, new SecureRandom(), dtls);
        Interfaces interfaces = interfaces(options, network, clock);
        KernelForwarding kernel = KernelForwarding.open(options.kernel(), mediaAddresses(interfaces));
        resources.push(kernel);
        OpenedPlane opened = openPlane(options.media(), planeSettings, clock, micros, reports, kernel);
        ChosenTier tier = opened.tier();
        MediaWorkers plane = opened.workers();
        resources.push(plane);
        plane.setLatencyBudgetNs(TimeUnit.MICROSECONDS.toNanos(options.media().latencyBudgetUs()));

        PortAllocator ports = new PortAllocator(tier.sockets(), interfaces, options.media().tos());
        EngineSettings engineSettings = new EngineSettings(
                options.media().preferSipSource(),
                options.media().saveInterfacePorts(),
                instanceId(),
                new SecuritySettings(
                        new SecureRandom(), options.security().logsSrtpKeys(), options.security().prefersDtlsPassive(), dtls));
        OfferAnswerEngine engine = new OfferAnswerEngine(
                engineSettings, interfaces, ports::allocate, ports::abandon, new SecureRandom());
        CallSettings settings = settings(options);
        TrafficRate rate = new TrafficRate();
        TrafficRate kernelRate = new TrafficRate();
        HostLoad load = new HostLoad(() -> rate.perSecond().plus(kernelRate.perSecond()));
        CallEndReporter callEnds = new CallEndReporter(options.events(), clock, options.media().tos());
        resources.push(callEnds);
        CallControl calls =
                new CallControl(engine, plane, settings, load, options.media().tos(), callEnds, micros);
        DtmfReporter dtmf = new DtmfReporter(
                callId -> calls.registry().find(callId).map(Call::state),
                dtmfDestination(options.events(), network),
                List.of(),
                micros);
        resources.push(dtmf);
        reports.connect(ports, calls, dtmf);
        ControlTally tally = new ControlTally();
        ReceiveOverflow overflow = new ReceiveOverflow();
        FiguresSource figures = new FiguresSource(
                calls, plane, interfaces, tally, rate, kernelRate, kernel::summary, dtls.budget(), List::of);
        resources.push(new Housekeeping(List.of(
                calls::checkTimers,
                load::sample,
                overflow::sample,
                () -> rate.sample(figures.traffic(), clock.getAsLong()),
                () -> kernelRate.sample(figures.kernelTraffic(), clock.getAsLong()))));

        StreamFigures streams = new StreamFigures(clock, micros);
        CommandDispatcher dispatcher =
                new CommandDispatcher(calls, new CallReportWriter(streams), () -> StatisticsTree.ng(figures.get()));
        NgExchange exchange = new NgExchange(dispatcher, new CookieCache(clock), tally, clock);
        Doors doors = new Doors(options.listen(), network, clock);
        resources.push(doors);
        doors.openNg(exchange);
        doors.openRtpp(new EndpointDispatcher(calls, clock));
        ExplainText explanation = new ExplainText(clock, micros);
        EngineOperator operator = new EngineOperator(
                options,
                calls,
                figures,
                new SessionView(clock, micros, options.media().tos()),
                explanation::explain,
                new OffloadView(kernel, plane, calls),
                doors::controlTos,
                doors::setControlTos);
        doors.openCli(RelayCommands.of(operator));
        doors.openHttp(Map.of(
                "/ping", () -> HttpPage.plainText("pong\n"),
                "/metrics", () -> new HttpPage(
                        HTTP_OK,
                        PrometheusText.CONTENT_TYPE,
                        PrometheusText.of(
                                figures.get(),
                                new MediaIoFigures(
                                        tier.sockets().tier(),
                                        tier.reason(),
                                        workers(options.media()),
                                        plane.totals(),
                                        overflow.total())))));
        dtls.prepare();
        return new Relay(options, calls, doors, resources, new MediaWarmup(tier.sockets(), planeSettings, clock));
    }

    private record OpenedPlane(ChosenTier tier, MediaWorkers workers) {}

    private static OpenedPlane openPlane(
            MediaOptions media,
            PlaneSettings settings,
            LongSupplier clock,
            LongSupplier micros,
            MediaReports reports,
            KernelForwarding kernel)
            throws IOException {
        MediaTierProbe probe = new MediaTierProbe();
        SocketOptions sockets = socketOptions(media);
        ChosenTier tier = probe.choose(media.io(), sockets);
        MediaWorkers workers;
        try {
            workers = openWorkers(tier, media, settings, clock, micros, reports, kernel);
        } catch (IOException e) {
            if (media.io() != MediaTier.AUTO) {
                throw e;
            }
            tier = probe.instead(tier, e, sockets);
            workers = openWorkers(tier, media, settings, clock, micros, reports, kernel);
        }
        LOG.info("Media I/O: {}", tier.reason());
        return new OpenedPlane(tier, workers);
    }

    private static MediaWorkers openWorkers(
            ChosenTier tier,
            MediaOptions media,
            PlaneSettings settings,
            LongSupplier clock,
            LongSupplier micros,
            MediaReports reports,
            KernelForwarding kernel)
            throws IOException {
        return new MediaWorkers(
                tier.sockets(),
                workers(media),
                MediaWorkers.Threading.DEDICATED,
                clock,
                () -> micros.getAsLong() / 1000,
                settings,
                reports,
                kernel.offload().orElse(null));
    }

    static int workers(MediaOptions media) {
        return media.workers() > 0
                ? media.workers()
                : Math.max(MIN_WORKERS, Runtime.getRuntime().availableProcessors());
    }

    private static SocketOptions socketOptions(MediaOptions media) {
        int cpus = media.socketCpuAffinity();
        return new SocketOptions(0, cpus >= 0 ? cpus : Runtime.getRuntime().availableProcessors());
    }

    private static Set<IpAddress> mediaAddresses(Interfaces interfaces) {
        Set<IpAddress> addresses = new HashSet<>();
        interfaces.addresses().forEach(a -> addresses.add(a.bind()));
        return addresses;
    }

    private static Optional<TransportAddress> dtmfDestination(EventOptions events, HostNetwork network) throws IOException {
        if (events.dtmfDestination().isEmpty()) {
            return Optional.empty();
        }
        HostPort destination = events.dtmfDestination().get();
        try {
            return Optional.of(destination.resolve(network).getFirst());
        } catch (IOException e) {
            throw new IOException("option --dtmf-log-dest=" + destination + ": " + e.getMessage(), e);
        }
    }

    private static long microsSinceEpoch() {
        Instant now = Clock.systemUTC().instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    private static String instanceId() {
        byte[] random = new byte[INSTANCE_ID_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Interfaces interfaces(RelayOptions options, HostNetwork network, LongSupplier clock)
            throws IOException {
        Set<Integer> ownPorts = new HashSet<>();
        options.listen().ng().ifPresent(a -> ownPorts.add(a.port()));
        options.listen().udp().ifPresent(a -> ownPorts.add(a.port()));
        Map<IpAddress, PortPool> pools = new HashMap<>();
        List<LocalInterface> locals = new ArrayList<>();
        for (InterfaceSpec spec : options.interfaces()) {
            for (LocalAddress address : spec.resolve(network)) {
                PortPool pool = pools.computeIfAbsent(
                        address.address(),
                        ip -> new PortPool(
                                ip,
                                options.ports().min(),
                                options.ports().max(),
                                ownPorts,
                                clock,
                                new SplittableRandom()));
                locals.add(new LocalInterface(
                        address.interfaceName(), address.address(), address.advertised(), pool));
            }
        }
        return new Interfaces(locals);
    }

    /** Peers tell rtpengine's agents by this name; what follows is ours. */
    private static String iceSoftware(RelayOptions options) {
        String id = options.softwareId();
        String software = id.startsWith(ICE_SOFTWARE) ? id : ICE_SOFTWARE + "-" + id;
        return software.substring(0, Math.min(software.length(), IceSettings.MAX_SOFTWARE_LENGTH));
    }

    private static CallSettings settings(RelayOptions options) {
        CallSettings settings = new CallSettings();
        settings.setTimeoutS(options.timeouts().mediaSeconds());
        settings.setSilentTimeoutS(options.timeouts().silentSeconds());
        settings.setOfferTimeoutS(options.timeouts().offerSeconds());
        settings.setFinalTimeoutS(options.timeouts().finalSeconds());
        settings.setDeleteDelayS(options.timeouts().deleteDelaySeconds());
        settings.setMaxSessions(options.limits().maxSessions());
        settings.setMaxLoad(options.limits().maxLoad());
        settings.setMaxCpuPercent(options.limits().maxCpuPercent());
        settings.setMaxBandwidthBytesPerS(options.limits().maxBandwidthBytesPerSecond());
        settings.setEndpointLearning(options.media().learning());
        settings.setGuardsSource(options.security().guardsSource());
        return settings;
    }

    public RelayOptions options() {
        return options;
    }

    /** Where ng requests are taken by UDP, with the real port; empty without {@code listen-ng}. */
    public Optional<TransportAddress> ngAddress() {
        return doors.ngAddress();
    }

    /** Where HTTP requests are taken, with the real ports. */
    public List<TransportAddress> httpAddresses() {
        return doors.httpAddresses();
    }

    /** Where CLI commands are taken by TCP, with the real port; empty without {@code listen-cli}. */
    public Optional<TransportAddress> cliAddress() {
        return doors.cliAddress();
    }

    /** Calls there are now. */
    public int callCount() {
        return calls.registry().size();
    }

    /**
     * Sends packets to itself on loopback, so that Java has compiled what forwards a packet before the first call needs it. Blocks
     * its thread; calls are served meanwhile. A relay on a system without a loopback device is warm after its first calls instead.
     *
     * @param mostNs how long at most
     */
    public void warmUp(long mostNs) {
        warmup.run(mostNs, closed::get);
    }

    /** From now on offers for new calls are answered with the session limit; existing calls go on. For draining before a stop. */
    public void refuseNewCalls() {
        if (refusing.compareAndSet(false, true)) {
            calls.settings().setMaxSessions(0);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closeAll(resources);
        }
    }

    private static void closeAll(Deque<AutoCloseable> resources) {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                LOG.error(e, "Closing failed");
            }
        }
    }
}
