package dev.patchbay.offload;

import dev.patchbay.linux.bpf.BpfProgram;
import dev.patchbay.linux.forward.KernelForwarder;
import dev.patchbay.linux.netlink.ChangeWatch;
import dev.patchbay.linux.netlink.NetDevice;
import dev.patchbay.linux.netlink.RouteSocket;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * In-kernel forwarding of one relay. A thread {@code offload} renews the lease, follows interfaces and routes, and notices when somebody
 * detaches a program; flows belong to the workers. If this process dies, the kernel drops programs and flows with it, or, where they
 * are filters of traffic control, everything goes up {@link #LEASE_NS} later, as when it only stands still.
 *
 * <p>Whoever opened it closes it, after the workers that use it.
 */
public final class KernelOffload implements AutoCloseable {

    private static final long LEASE_NS = 3_000_000_000L;
    private static final long TICK_MS = 200;
    private static final int TICKS_PER_CHECK = 5;
    private static final long CLOSE_WAIT_MS = 2_000;

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final OffloadSettings settings;
    private final LongSupplier kernelClock;
    private final OffloadCounters counters = new OffloadCounters();
    private final Deque<AutoCloseable> resources;
    private final KernelForwarder forwarder;
    private final ChangeWatch changes;
    private final InterfaceAttachments attachments;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile ServedDevices devices = ServedDevices.NONE;

    private KernelOffload(
            OffloadSettings settings,
            LongSupplier kernelClock,
            Set<IpAddress> mediaAddresses,
            KernelForwarder forwarder,
            RouteSocket routes,
            ChangeWatch changes,
            Deque<AutoCloseable> resources)
            throws IOException {
        this.settings = settings;
        this.kernelClock = kernelClock;
        this.forwarder = forwarder;
        this.changes = changes;
        this.resources = resources;
        this.attachments =
                new InterfaceAttachments(forwarder, routes, settings.interfaces(), mediaAddresses, counters);
        resources.push(attachments);
        renewLease();
        devices = ServedDevices.of(attachments.refresh(), 1);
        if (devices.byIndex().isEmpty()) {
            throw new IOException("no interface of a media address can be served");
        }
        thread = Thread.ofPlatform().name("offload").daemon(true).start(this::run);
    }

    /**
     * Loads the programs and attaches them to the interfaces of the media addresses.
     *
     * @param kernelClock as {@link System#nanoTime}, which is the clock of the kernel's programs
     * @throws IOException when it is not possible; the message says why, and nothing stays open
     */
    public static KernelOffload open(OffloadSettings settings, Set<IpAddress> mediaAddresses, LongSupplier kernelClock)
            throws IOException {
        Deque<AutoCloseable> resources = new ArrayDeque<>();
        try {
            KernelForwarder forwarder = KernelForwarder.open(settings.table(), settings.maxFlows(), settings.attach());
            resources.push(forwarder);
            removeStale(forwarder, settings.table());
            RouteSocket routes = RouteSocket.open();
            resources.push(routes);
            ChangeWatch changes = ChangeWatch.open();
            resources.push(changes);
            return new KernelOffload(settings, kernelClock, mediaAddresses, forwarder, routes, changes, resources);
        } catch (IOException e) {
            closeAll(resources);
            throw e;
        }
    }

    private static void removeStale(KernelForwarder forwarder, int table) throws IOException {
        int removed = forwarder.removeStale();
        if (removed > 0) {
            LOG.info("In-kernel forwarding: removed {} filters that an ended daemon left for table {}", removed, table);
        }
    }

    /**
     * The part of one media worker, which closes it.
     *
     * @param index 0 to {@code count} - 1
     */
    public WorkerOffload worker(int index, int count) throws IOException {
        return new WorkerOffload(
                forwarder.table(index, count),
                new ExitFinder(RouteSocket.open(), () -> devices),
                new OffloadPolicy(settings.minPort(), settings.maxPort()),
                counters,
                kernelClock);
    }

    private void renewLease() {
        forwarder.renewLease(kernelClock.getAsLong() + LEASE_NS);
    }

    private void run() {
        try {
            for (long tick = 1; !closing.await(TICK_MS, TimeUnit.MILLISECONDS); tick++) {
                renewLease();
                boolean refresh = changes.hasChanged();
                if (tick % TICKS_PER_CHECK == 0 || refresh) {
                    refresh |= attachments.dropDetached();
                }
                if (refresh) {
                    refresh();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error(e, "In-kernel forwarding ends: its thread failed");
            forwarder.renewLease(0);
        }
    }

    private void refresh() {
        try {
            devices = ServedDevices.of(attachments.refresh(), devices.generation() + 1);
        } catch (IOException e) {
            LOG.warn("In-kernel forwarding: interfaces cannot be listed: {}", e.getMessage());
            devices = ServedDevices.of(attachments.devices(), devices.generation() + 1);
        }
    }

    public OffloadSummary summary() {
        ServedDevices now = devices;
        List<String> names =
                now.byIndex().values().stream().map(NetDevice::name).sorted().toList();
        return new OffloadSummary(
                !names.isEmpty(),
                names.isEmpty() ? "no interface is served" : "attached to " + String.join(", ", names),
                settings.table(),
                forwarder.attach(),
                names,
                settings.maxFlows(),
                byPlacement(counters::attempts),
                byPlacement(counters::returns),
                counters.detached.sum());
    }

    private static Map<Placement, Long> byPlacement(ToLongFunction<Placement> counter) {
        Map<Placement, Long> values = new EnumMap<>(Placement.class);
        for (Placement placement : Placement.values()) {
            values.put(placement, counter.applyAsLong(placement));
        }
        return values;
    }

    /** The kernel's number of the program for incoming packets. */
    public int ingressId() throws IOException {
        return forwarder.ingressId();
    }

    /** Runs of the program for incoming packets; zero unless {@code kernel.bpf_stats_enabled} is set. */
    public BpfProgram.RunTime ingressRunTime() throws IOException {
        return forwarder.ingressRunTime();
    }

    public BpfProgram.RunTime egressRunTime() throws IOException {
        return forwarder.egressRunTime();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeAll(resources);
    }

    private static void closeAll(Deque<AutoCloseable> resources) {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                LOG.error(e, "In-kernel forwarding: closing failed");
            }
        }
    }
}
