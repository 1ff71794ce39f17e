package dev.patchbay.offload;

import dev.patchbay.linux.forward.KernelAttach;
import java.util.Set;

/**
 * What the kernel may forward.
 *
 * @param table a number for the names of programs and maps; of one daemon at a time in a network namespace
 * @param maxFlows streams at most, one for each direction of a call
 * @param interfaces by name; empty = all that have a media address
 * @param minPort of the local ports, with {@code maxPort}
 * @param attach how programs are attached
 */
public record OffloadSettings(int table, int maxFlows, Set<String> interfaces, int minPort, int maxPort, KernelAttach attach) {

    /** Enough for 16,000 calls; takes 9 MB of kernel memory. */
    public static final int DEFAULT_MAX_FLOWS = 32_768;

    public OffloadSettings {
        interfaces = Set.copyOf(interfaces);
    }

    public static OffloadSettings ofTable(int table) {
        return new OffloadSettings(table, DEFAULT_MAX_FLOWS, Set.of(), 1, 65535, KernelAttach.AUTO);
    }
}
