package dev.patchbay.linux.forward;

import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.NameClaim;
import dev.patchbay.linux.abi.SystemCallException;
import dev.patchbay.linux.bpf.Bpf;
import dev.patchbay.linux.bpf.BpfMap;
import dev.patchbay.linux.bpf.BpfProgram;
import dev.patchbay.linux.netlink.NetDevice;
import dev.patchbay.linux.netlink.RouteSocket;
import dev.patchbay.linux.netlink.TrafficControl;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The programs, their maps and where they are attached. Everything ends with {@link #close} or, whatever happens, with the process; only
 * filters of a dead one stay, without a lease ({@link FilterAttachment}). Any number of these can be at work on one host, each with a
 * table of its own.
 *
 * <p>Owner: the thread that opened it, but for {@link #renewLease} and {@link #attach()}, which are for any.
 */
public final class KernelForwarder implements AutoCloseable {

    /** Most flows: a packet carries the number of its flow plus one in 16 bits. */
    public static final int MAX_FLOWS = 0xfffe;

    /** The kernel lets programs look up routes only under a licence of this kind. */
    private static final String LICENSE = "Dual MIT/GPL";

    private static final int LEASE_BYTES = 8;
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final Bpf bpf;
    private final int table;
    private final NameClaim claim;
    private final TrafficControl trafficControl;
    private volatile KernelAttach attach;
    private final BpfMap numbers;
    private final BpfMap flows;
    private final BpfMap lease;
    private final MemorySegment flowMemory;
    private final MemorySegment leaseMemory;
    private final BpfProgram ingress;
    private final BpfProgram egress;
    private final int limit;
    private boolean isClosed;

    /**
     * Has the kernel verify the programs; nothing is forwarded yet.
     *
     * @param table shown in the names of programs and maps; of one forwarder at a time in this network namespace
     * @param limit of flows, at most {@link #MAX_FLOWS}
     * @throws IOException when the table is in use, the kernel cannot do it or the process may not; the message says why
     */
    public static KernelForwarder open(int table, int limit, KernelAttach attach) throws IOException {
        Bpf bpf = Bpf.load();
        Deque<AutoCloseable> undo = new ArrayDeque<>();
        try {
            NameClaim claim = kept(undo, NameClaim.of(TableName.claim(table))
                    .orElseThrow(() -> new IOException("table " + table + " is in use by another daemon")));
            TrafficControl trafficControl = kept(undo, TrafficControl.open());
            BpfMap numbers =
                    kept(undo, bpf.hashMap(TableName.NUMBERS.of(table), FlowLayout.KEY_SIZE, Integer.BYTES, limit));
            BpfMap flows = kept(undo, bpf.sharedArray(TableName.FLOWS.of(table), FlowLayout.SIZE, limit));
            BpfMap lease = kept(undo, bpf.sharedArray(TableName.LEASE.of(table), LEASE_BYTES, 1));
            Map<String, BpfMap> maps = Map.of(
                    ProgramMaps.NUMBERS.name(), numbers, ProgramMaps.FLOWS.name(), flows, ProgramMaps.LEASE.name(), lease);
            BpfProgram ingress = kept(undo, BpfProgram.load(bpf, TableName.INGRESS.of(table), IngressProgram.emit(), LICENSE, maps));
            BpfProgram egress = kept(undo, BpfProgram.load(bpf, TableName.EGRESS.of(table), EgressProgram.emit(), LICENSE, maps));
            return new KernelForwarder(
                    bpf, table, claim, trafficControl, attach, numbers, flows, lease, ingress, egress, limit);
        } catch (IOException e) {
            closeAll(undo, e);
            throw Obstacle.explained(e, System.getProperty("os.version", ""));
        }
    }

    private static <T extends AutoCloseable> T kept(Deque<AutoCloseable> resources, T resource) {
        resources.push(resource);
        return resource;
    }

    private static void closeAll(Deque<AutoCloseable> resources, IOException cause) {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }

    private KernelForwarder(
            Bpf bpf,
            int table,
            NameClaim claim,
            TrafficControl trafficControl,
            KernelAttach attach,
            BpfMap numbers,
            BpfMap flows,
            BpfMap lease,
            BpfProgram ingress,
            BpfProgram egress,
            int limit)
            throws IOException {
        this.bpf = bpf;
        this.table = table;
        this.claim = claim;
        this.trafficControl = trafficControl;
        this.attach = attach;
        this.numbers = numbers;
        this.flows = flows;
        this.lease = lease;
        this.ingress = ingress;
        this.egress = egress;
        this.limit = limit;
        this.flowMemory = flows.shareValues();
        this.leaseMemory = lease.shareValues();
    }

    /**
     * Removes filters that a daemon of this table left behind when it died, from all interfaces.
     *
     * @return how many there were
     * @throws IOException when the kernel does not let this process do so
     */
    public int removeStale() throws IOException {
        int removed = 0;
        try (RouteSocket routes = RouteSocket.open()) {
            for (NetDevice device : routes.devices()) {
                removed += FilterAttachment.removeStale(trafficControl, device.index(), table);
            }
        }
        return removed;
    }

    /**
     * Meets the packets of an interface from now on.
     *
     * @throws IOException when it cannot be attached
     */
    public Attachment attach(int interfaceIndex) throws IOException {
        return switch (attach) {
            case TCX -> LinkAttachment.attach(bpf, ingress, egress, interfaceIndex);
            case CLSACT -> FilterAttachment.attach(trafficControl, ingress, egress, interfaceIndex, table);
            case AUTO -> attachFirst(interfaceIndex);
        };
    }

    /** The first interface decides for all: they are of one kernel. */
    private Attachment attachFirst(int interfaceIndex) throws IOException {
        try {
            Attachment attachment = LinkAttachment.attach(bpf, ingress, egress, interfaceIndex);
            attach = KernelAttach.TCX;
            return attachment;
        } catch (SystemCallException e) {
            if (e.errno() != Errno.EINVAL && e.errno() != Errno.EOPNOTSUPP) {
                throw e;
            }
            Attachment attachment =
                    FilterAttachment.attach(trafficControl, ingress, egress, interfaceIndex, table);
            attach = KernelAttach.CLSACT;
            return attachment;
        }
    }

    /** How programs are attached; AUTO until the first one is. */
    public KernelAttach attach() {
        return attach;
    }

    /**
     * A part of the flows for one thread.
     *
     * @param part 0 to {@code parts} - 1
     */
    public FlowTable table(int part, int parts) {
        int first = (int) ((long) limit * part / parts);
        int end = (int) ((long) limit * (part + 1) / parts);
        return new FlowTable(numbers, flowMemory, first, end - first);
    }

    /**
     * Allows forwarding for a time; without renewal everything goes up afterwards.
     *
     * @param untilNs as {@link System#nanoTime}
     */
    public void renewLease(long untilNs) {
        LONG.setRelease(leaseMemory, 0L, untilNs);
    }

    /** The kernel's number of the program for incoming packets. */
    public int ingressId() throws IOException {
        return ingress.id();
    }

    /** How often the program for incoming packets ran, and how long; zero unless the kernel measures it. */
    public BpfProgram.RunTime ingressRunTime() throws IOException {
        return ingress.runTime();
    }

    public BpfProgram.RunTime egressRunTime() throws IOException {
        return egress.runTime();
    }

    BpfProgram ingress() {
        return ingress;
    }

    BpfProgram egress() {
        return egress;
    }

    /** Forwards nothing any more; idempotent. Attachments are closed by whoever attached; tables must not be used afterwards. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        renewLease(0);
        egress.close();
        ingress.close();
        lease.close();
        flows.close();
        numbers.close();
        trafficControl.close();
        claim.close();
    }
}
