package dev.patchbay.linux.bpf;

import dev.patchbay.linux.abi.BpfAttributes;
import dev.patchbay.linux.abi.BpfCalls;
import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.SystemCallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * A program in the kernel, whoever loaded it.
 *
 * @param id the kernel's number for it; later ones are higher
 * @param name at most 15 characters
 */
public record LoadedProgram(int id, String name, BpfProgram.RunTime runTime) {

    /** Hosts have dozens; a kernel that goes on for ever is not believed. */
    private static final int LIMIT = 65_536;

    /**
     * Every program of this host, of all processes and network namespaces.
     *
     * @throws IOException EPERM without CAP_SYS_ADMIN
     */
    public static List<LoadedProgram> all(Bpf bpf) throws IOException {
        List<LoadedProgram> programs = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            BpfAttributes number = new BpfAttributes(BpfAttributes.NUMBER, arena);
            for (int id = 0; programs.size() < LIMIT; ) {
                number.set("id", id).set("next_id", 0);
                int result = bpf.calls().call(BpfAttributes.PROG_GET_NEXT_ID, number.memory());
                if (result == -Errno.ENOENT) {
                    return List.copyOf(programs);
                }
                check("listing programs", result);
                id = number.get("next_id");
                add(bpf, id, programs);
            }
        }
        return List.copyOf(programs);
    }

    /** A program may be gone between its listing and the question about it. */
    private static void add(Bpf bpf, int id, List<LoadedProgram> programs) throws IOException {
        BpfCalls calls = bpf.calls();
        try (Arena arena = Arena.ofConfined()) {
            BpfAttributes number = new BpfAttributes(BpfAttributes.NUMBER, arena).set("id", id);
            int fd = calls.call(BpfAttributes.PROG_GET_FD_BY_ID, number.memory());
            if (fd == -Errno.ENOENT) {
                return;
            }
            check("opening program " + id, fd);
            try {
                programs.add(ofDescriptor(bpf, fd));
            } finally {
                calls.close(fd);
            }
        }
    }

    static LoadedProgram ofDescriptor(Bpf bpf, int fd) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            BpfAttributes answer = new BpfAttributes(BpfAttributes.PROGRAM_ANSWER, arena);
            BpfAttributes inquiry = new BpfAttributes(BpfAttributes.INQUIRY, arena)
                    .set("bpf_fd", fd)
                    .set("info_len", (int) answer.memory().byteSize())
                    .set("info", answer.memory());
            bpf.check("asking about a program", BpfAttributes.OBJ_GET_INFO_BY_FD, inquiry);
            return new LoadedProgram(
                    answer.get("id"),
                    answer.getName("name"),
                    new BpfProgram.RunTime(answer.getLong("run_cnt"), answer.getLong("run_time_ns")));
        }
    }

    private static void check(String operation, int result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(operation, result);
        }
    }
}
