package dev.patchbay.linux.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;

/**
 * {@code union bpf_attr}: what each command of {@code bpf(2)} takes, up to the last field used here, and the parts of the structures
 * it answers with. One object is the attributes of one call.
 */
public final class BpfAttributes {

    public static final int MAP_CREATE = 0;
    public static final int MAP_LOOKUP_ELEMENT = 1;
    public static final int MAP_UPDATE_ELEMENT = 2;
    public static final int MAP_DELETE_ELEMENT = 3;
    public static final int PROG_LOAD = 5;
    public static final int PROG_TEST_RUN = 10;
    public static final int PROG_GET_NEXT_ID = 11;
    public static final int PROG_GET_FD_BY_ID = 13;
    public static final int OBJ_GET_INFO_BY_FD = 15;
    public static final int LINK_CREATE = 28;
    public static final int ENABLE_STATS = 32;

    /** Longest name of a map or a program, without the zero behind it. */
    public static final int MAX_NAME = 15;

    public static final StructLayout MAP = MemoryLayout.structLayout(
            JAVA_INT.withName("map_type"),
            JAVA_INT.withName("key_size"),
            JAVA_INT.withName("value_size"),
            JAVA_INT.withName("max_entries"),
            JAVA_INT.withName("map_flags"),
            JAVA_INT.withName("inner_map_fd"),
            JAVA_INT.withName("numa_node"),
            MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("map_name"),
            MemoryLayout.paddingLayout(4));
    public static final StructLayout ELEMENT = MemoryLayout.structLayout(
            JAVA_INT.withName("map_fd"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("key"),
            JAVA_LONG.withName("value"),
            JAVA_LONG.withName("flags"));
    public static final StructLayout PROGRAM = MemoryLayout.structLayout(
            JAVA_INT.withName("prog_type"),
            JAVA_INT.withName("insn_cnt"),
            JAVA_LONG.withName("insns"),
            JAVA_LONG.withName("license"),
            JAVA_INT.withName("log_level"),
            JAVA_INT.withName("log_size"),
            JAVA_LONG.withName("log_buf"),
            JAVA_INT.withName("kern_version"),
            JAVA_INT.withName("prog_flags"),
            MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("prog_name"),
            JAVA_INT.withName("prog_ifindex"),
            JAVA_INT.withName("expected_attach_type"));
    public static final StructLayout TEST = MemoryLayout.structLayout(
            JAVA_INT.withName("prog_fd"),
            JAVA_INT.withName("retval"),
            JAVA_INT.withName("data_size_in"),
            JAVA_INT.withName("data_size_out"),
            JAVA_LONG.withName("data_in"),
            JAVA_LONG.withName("data_out"),
            JAVA_INT.withName("repeat"),
            JAVA_INT.withName("duration"),
            JAVA_INT.withName("ctx_size_in"),
            JAVA_INT.withName("ctx_size_out"),
            JAVA_LONG.withName("ctx_in"),
            JAVA_LONG.withName("ctx_out"),
            JAVA_INT.withName("flags"),
            JAVA_INT.withName("cpu"),
            JAVA_INT.withName("batch_size"),
            MemoryLayout.paddingLayout(4));
    public static final StructLayout LINK = MemoryLayout.structLayout(
            JAVA_INT.withName("prog_fd"),
            JAVA_INT.withName("target_ifindex"),
            JAVA_INT.withName("attach_type"),
            JAVA_INT.withName("flags"),
            JAVA_INT.withName("relative_fd"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("expected_revision"));
    public static final StructLayout INQUIRY = MemoryLayout.structLayout(
            JAVA_INT.withName("bpf_fd"), JAVA_INT.withName("info_len"), JAVA_LONG.withName("info"));
    /** Of programs by number: the one asked for, or the one after which to look; and the next one, as an answer. */
    public static final StructLayout NUMBER = MemoryLayout.structLayout(
            JAVA_INT.withName("id"), JAVA_INT.withName("next_id"), JAVA_INT.withName("open_flags"));
    public static final StructLayout STATISTICS = MemoryLayout.structLayout(JAVA_INT.withName("type"));

    /** The answer about a tcx link; without an interface it has ifindex 0. */
    public static final StructLayout LINK_ANSWER = MemoryLayout.structLayout(
            JAVA_INT.withName("type"),
            JAVA_INT.withName("id"),
            JAVA_INT.withName("prog_id"),
            MemoryLayout.paddingLayout(4),
            JAVA_INT.withName("tcx_ifindex"),
            JAVA_INT.withName("tcx_attach_type"));
    /** The answer about a program: the fields in between are of no interest. */
    public static final StructLayout PROGRAM_ANSWER = MemoryLayout.structLayout(
            JAVA_INT.withName("type"),
            JAVA_INT.withName("id"),
            MemoryLayout.paddingLayout(56),
            MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("name"),
            MemoryLayout.paddingLayout(112),
            JAVA_LONG.withName("run_time_ns"),
            JAVA_LONG.withName("run_cnt"));

    static {
        Layouts.check("bpf_attr of MAP_CREATE", MAP, 48);
        Layouts.check("bpf_attr of MAP_UPDATE_ELEM", ELEMENT, 32);
        Layouts.check("bpf_attr of PROG_LOAD", PROGRAM, 72);
        Layouts.check("bpf_attr of PROG_TEST_RUN", TEST, 80);
        Layouts.check("bpf_attr of LINK_CREATE", LINK, 32);
        Layouts.check("bpf_attr of OBJ_GET_INFO_BY_FD", INQUIRY, 16);
        Layouts.check("bpf_attr of PROG_GET_NEXT_ID", NUMBER, 12);
        Layouts.check("bpf_link_info of tcx", LINK_ANSWER, 24);
        Layouts.check("bpf_prog_info up to run_cnt", PROGRAM_ANSWER, 208);
    }

    private final StructLayout layout;
    private final MemorySegment memory;

    /** All fields are zero. */
    public BpfAttributes(StructLayout layout, Arena arena) {
        this.layout = layout;
        this.memory = arena.allocate(layout);
    }

    public MemorySegment memory() {
        return memory;
    }

    public BpfAttributes set(String field, int value) {
        memory.set(JAVA_INT, offset(field), value);
        return this;
    }

    public BpfAttributes set(String field, MemorySegment pointer) {
        memory.set(JAVA_LONG, offset(field), pointer.address());
        return this;
    }

    public BpfAttributes setLong(String field, long value) {
        memory.set(JAVA_LONG, offset(field), value);
        return this;
    }

    /** @param name ASCII, at most {@link #MAX_NAME} characters */
    public BpfAttributes setName(String field, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > MAX_NAME) {
            throw new IllegalArgumentException("name of more than " + MAX_NAME + " characters: " + name);
        }
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, offset(field), bytes.length);
        return this;
    }

    public int get(String field) {
        return memory.get(JAVA_INT, offset(field));
    }

    public String getName(String field) {
        return memory.getString(offset(field), StandardCharsets.US_ASCII);
    }

    public long getLong(String field) {
        return memory.get(JAVA_LONG, offset(field));
    }

    private long offset(String field) {
        return layout.byteOffset(groupElement(field));
    }
}
