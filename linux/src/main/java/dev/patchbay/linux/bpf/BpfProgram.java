package dev.patchbay.linux.bpf;

import dev.patchbay.linux.abi.BpfAttributes;
import dev.patchbay.linux.abi.SystemCallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** A program for packets of a network interface (BPF_PROG_TYPE_SCHED_CLS), accepted by the kernel. */
public final class BpfProgram implements AutoCloseable {

    private static final int SCHED_CLS = 3;
    private static final int LOG_BYTES = 1 << 18;
    /** Of the verifier's log, the end, which says what it disliked. */
    private static final int LOG_LINES = 12;
    /** A test packet may grow by so much. */
    private static final int GROWTH_BYTES = 256;

    private final Bpf bpf;
    private final String name;
    private final int fd;
    private boolean closed;

    /**
     * What a program did to a test packet.
     *
     * @param verdict the program's result
     * @param packet as it left it
     * @param durationNs of one run, on average
     */
    public record TestRun(int verdict, ByteBuffer packet, int durationNs) {}

    /**
     * How often a program ran and how long, since {@link Bpf#measureRunTime}.
     *
     * @param runTimeNs in all
     */
    public record RunTime(long runs, long runTimeNs) {}

    private BpfProgram(Bpf bpf, String name, int fd) {
        this.bpf = bpf;
        this.name = name;
        this.fd = fd;
    }

    /**
     * Has the kernel verify a program.
     *
     * @param name at most 15 characters, shown by {@code bpftool}
     * @param license which decides what functions it may call
     * @param maps by the names that the code uses
     * @throws IOException when it is not accepted; the message holds errno and, if there is one, the end of the verifier's log
     */
    public static BpfProgram load(Bpf bpf, String name, Code code, String license, Map<String, BpfMap> maps)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = code.bytes(map -> Objects.requireNonNull(maps.get(map.name()), map.name()).fd());
            MemorySegment instructions = arena.allocate(bytes.length, Long.BYTES);
            instructions.copyFrom(MemorySegment.ofArray(bytes));
            BpfAttributes attributes = new BpfAttributes(BpfAttributes.PROGRAM, arena)
                    .set("prog_type", SCHED_CLS)
                    .set("insn_cnt", code.length())
                    .set("insns", instructions)
                    .set("license", arena.allocateFrom(license))
                    .setName("prog_name", name);
            int fd = bpf.calls().call(BpfAttributes.PROG_LOAD, attributes.memory());
            if (fd < 0) {
                throw new IOException(SystemCallException.text("loading program " + name, fd)
                        + verifierLog(bpf, attributes, arena));
            }
            return new BpfProgram(bpf, name, fd);
        }
    }

    /** Tries once more, for the log that nobody needs as long as all is well. */
    private static String verifierLog(Bpf bpf, BpfAttributes attributes, Arena arena) {
        MemorySegment log = arena.allocate(LOG_BYTES);
        attributes.set("log_level", 1).set("log_size", LOG_BYTES).set("log_buf", log);
        int fd = bpf.calls().call(BpfAttributes.PROG_LOAD, attributes.memory());
        if (fd >= 0) {
            bpf.calls().close(fd);
        }
        String[] lines = log.getString(0).strip().split("\n");
        String end = String.join("\n", Arrays.copyOfRange(lines, Math.max(0, lines.length - LOG_LINES), lines.length));
        return end.isEmpty() ? "" : "; the verifier says:\n" + end;
    }

    /** The descriptor, for other ways of attaching; closed by this object. */
    public int fd() {
        return fd;
    }

    /** The kernel's number of the program, by which {@code bpftool} and filters of traffic control name it. */
    public int id() throws IOException {
        return LoadedProgram.ofDescriptor(bpf, fd).id();
    }

    /**
     * Runs the program on a packet that is sent nowhere.
     *
     * @param packet from its Ethernet header on
     * @param repeat how often; more than once is for measuring
     */
    public TestRun test(byte[] packet, int repeat) throws IOException {
        return test(packet, repeat, new byte[0]);
    }

    /** @param context the beginning of a {@code struct __sk_buff}, of which the kernel takes some fields */
    public TestRun test(byte[] packet, int repeat, byte[] context) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int room = packet.length + GROWTH_BYTES;
            MemorySegment out = arena.allocate(room);
            BpfAttributes attributes = new BpfAttributes(BpfAttributes.TEST, arena)
                    .set("prog_fd", fd)
                    .set("data_size_in", packet.length)
                    .set("data_size_out", room)
                    .set("data_in", arena.allocateFrom(ValueLayout.JAVA_BYTE, packet))
                    .set("data_out", out)
                    .set("repeat", repeat);
            if (context.length > 0) {
                attributes
                        .set("ctx_size_in", context.length)
                        .set("ctx_in", arena.allocateFrom(ValueLayout.JAVA_BYTE, context));
            }
            bpf.check("running program " + name, BpfAttributes.PROG_TEST_RUN, attributes);
            byte[] left = out.asSlice(0, attributes.get("data_size_out")).toArray(ValueLayout.JAVA_BYTE);
            return new TestRun(attributes.get("retval"), ByteBuffer.wrap(left), attributes.get("duration"));
        }
    }

    public RunTime runTime() throws IOException {
        return LoadedProgram.ofDescriptor(bpf, fd).runTime();
    }

    /** Idempotent. Links keep the program alive. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            bpf.calls().close(fd);
        }
    }
}
