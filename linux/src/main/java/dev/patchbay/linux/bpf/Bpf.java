package dev.patchbay.linux.bpf;

import dev.patchbay.linux.abi.BpfAttributes;
import dev.patchbay.linux.abi.BpfCalls;
import dev.patchbay.linux.abi.SystemCallException;
import java.io.IOException;
import java.lang.foreign.Arena;

/** The way to the kernel's eBPF: makes maps, programs and links. Any thread. */
public final class Bpf {

    private static final int STATISTICS_OF_RUN_TIME = 0;

    private final BpfCalls calls;

    private Bpf(BpfCalls calls) {
        this.calls = calls;
    }

    /** @throws IOException when native calls cannot be made here; the message says why */
    public static Bpf load() throws IOException {
        return new Bpf(BpfCalls.load());
    }

    BpfCalls calls() {
        return calls;
    }

    /**
     * A hash map.
     *
     * @param name at most 15 characters, shown by {@code bpftool}
     * @param maxEntries one more is refused
     */
    public BpfMap hashMap(String name, int keyBytes, int valueBytes, int maxEntries) throws IOException {
        return BpfMap.create(this, BpfMap.Type.HASH, name, keyBytes, valueBytes, maxEntries);
    }

    /** An array map whose memory is shared with this process. */
    public BpfMap sharedArray(String name, int valueBytes, int entries) throws IOException {
        return BpfMap.create(this, BpfMap.Type.SHARED_ARRAY, name, Integer.BYTES, valueBytes, entries);
    }

    /**
     * Makes the kernel measure the run time of every program, for as long as the returned object is open; costs some 20 ns a run.
     *
     * @throws IOException without CAP_SYS_ADMIN
     */
    public AutoCloseable measureRunTime() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            BpfAttributes attributes =
                    new BpfAttributes(BpfAttributes.STATISTICS, arena).set("type", STATISTICS_OF_RUN_TIME);
            int fd = check("enabling BPF statistics", BpfAttributes.ENABLE_STATS, attributes);
            return () -> calls.close(fd);
        }
    }

    /** @return the result, not negative */
    int check(String operation, int command, BpfAttributes attributes) throws SystemCallException {
        int result = calls.call(command, attributes.memory());
        if (result < 0) {
            throw new SystemCallException(operation, result);
        }
        return result;
    }
}
