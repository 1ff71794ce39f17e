package dev.patchbay.linux.forward;

import dev.patchbay.linux.bpf.Bpf;
import dev.patchbay.linux.bpf.BpfLink;
import dev.patchbay.linux.bpf.BpfMap;
import dev.patchbay.linux.bpf.BpfProgram;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The programs, their maps and where they are attached. Everything ends with {@link #close} or, whatever happens, with the process: the
 * kernel holds none of it by name. Any number of these can be at work on one host, each with flows of its own.
 *
 * <p>Owner: the thread that opened it, but for {@link #renewLease}, which is for any.
 */
public final class KernelForwarder implements AutoCloseable {

    /** Most flows: a packet carries the number of its flow plus one in 16 bits. */
    public static final int MAX_FLOWS = 0xfffe;

    /** The kernel lets programs look up routes only under a licence of this kind. */
    private static final String LICENSE = "Dual MIT/GPL";

    private static final int LEASE_BYTES = 8;
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    private final Bpf bpf;
    private final BpfMap numbers;
    private final BpfMap flows;
    private final BpfMap lease;
    private final MemorySegment flowMemory;
    private final MemorySegment leaseMemory;
    private final BpfProgram ingress;
    private final BpfProgram egress;
    private final int limit;

    /** A program on its way in and one on its way out of an interface. Owner: the thread that opened the forwarder. */
    public static final class Attachment implements AutoCloseable {

        private final BpfLink in;
        private final BpfLink out;

        private Attachment(BpfLink in, BpfLink out) {
            this.in = in;
            this.out = out;
        }

        /** False when the interface is gone or somebody detached a program. */
        public boolean isAttached() {
            return in.isAttached() && out.isAttached();
        }

        @Override
        public void close() {
            in.close();
            out.close();
        }
    }

    /**
     * Has the kernel verify the programs; nothing is forwarded yet.
     *
     * @param table shown in the names of programs and maps
     * @param limit of flows, at most {@link #MAX_FLOWS}
     * @throws IOException when the kernel cannot do it or the process may not; the message says why
     */
    public static KernelForwarder open(int table, int limit) throws IOException {
        Bpf bpf = Bpf.load();
        Deque<Runnable> undo = new ArrayDeque<>();
        try {
            BpfMap numbers = bpf.hashMap(name("num", table), FlowLayout.KEY_SIZE, Integer.BYTES, limit);
            undo.push(numbers::close);
            BpfMap flows = bpf.sharedArray(name("flow", table), FlowLayout.SIZE, limit);
            undo.push(flows::close);
            BpfMap lease = bpf.sharedArray(name("lease", table), LEASE_BYTES, 1);
            undo.push(lease::close);
            Map<String, BpfMap> maps = Map.of(
                    ProgramMaps.NUMBERS.name(), numbers, ProgramMaps.FLOWS.name(), flows, ProgramMaps.LEASE.name(), lease);
            BpfProgram ingress = BpfProgram.load(bpf, name("in", table), IngressProgram.emit(), LICENSE, maps);
            undo.push(ingress::close);
            BpfProgram egress = BpfProgram.load(bpf, name("out", table), EgressProgram.emit(), LICENSE, maps);
            undo.push(egress::close);
            return new KernelForwarder(bpf, numbers, flows, lease, ingress, egress, limit);
        } catch (IOException e) {
            undo.forEach(Runnable::run);
            throw e;
        }
    }

    private static String name(String part, int table) {
        return "pb_" + part + "_" + table;
    }

    private KernelForwarder(
            Bpf bpf, BpfMap numbers, BpfMap flows, BpfMap lease, BpfProgram ingress, BpfProgram egress, int limit)
            throws IOException {
        this.bpf = bpf;
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
     * Meets the packets of an interface from now on.
     *
     * @throws IOException when it cannot be attached, for instance because the kernel is older than 6.6
     */
    public Attachment attach(int interfaceIndex) throws IOException {
        // The way out first: what is forwarded is to be counted.
        BpfLink out = BpfLink.attach(bpf, egress, interfaceIndex, BpfLink.Point.EGRESS);
        try {
            return new Attachment(BpfLink.attach(bpf, ingress, interfaceIndex, BpfLink.Point.INGRESS), out);
        } catch (IOException e) {
            out.close();
            throw e;
        }
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

    /** Forwards nothing any more. Attachments are closed by whoever attached; tables must not be used afterwards. */
    @Override
    public void close() {
        renewLease(0);
        egress.close();
        ingress.close();
        lease.close();
        flows.close();
        numbers.close();
    }
}
