package dev.patchbay.linux.process;

import dev.patchbay.linux.abi.ProcessCalls;
import java.io.IOException;
import java.util.BitSet;

/** Which CPUs a thread may run on. */
public final class CpuAffinity {

    private CpuAffinity() {}

    /**
     * The CPUs the calling thread may run on, by number.
     *
     * @throws IOException when native calls cannot be made here, or with the errno name
     */
    public static BitSet ofCurrentThread() throws IOException {
        return ProcessCalls.load().affinity();
    }

    /**
     * Keeps the calling thread, a platform thread, on these CPUs.
     *
     * @throws IOException when native calls cannot be made here, or with the errno name (EINVAL: none of them exists or is
     *     allowed)
     */
    public static void bindCurrentThread(BitSet cpus) throws IOException {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a virtual thread has no CPUs of its own");
        }
        ProcessCalls.load().setAffinity(cpus);
    }
}
