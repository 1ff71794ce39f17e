package dev.patchbay.relay;

import dev.patchbay.linux.forward.KernelAttach;
import dev.patchbay.offload.OffloadSettings;
import java.util.Set;

/**
 * Forwarding of media in the kernel.
 *
 * @param use whether and how strictly
 * @param table number for the names of programs and maps in the kernel, 0..{@value #MAX_TABLE}
 * @param maxStreams in the kernel at once; a call has two of each medium
 * @param interfaces only these, by name; empty = all that media passes
 * @param ports only local ports in this range
 * @param attach how programs are attached to interfaces
 */
public record KernelOptions(Use use, int table, int maxStreams, Set<String> interfaces, PortRange ports, KernelAttach attach) {

    /** Whether streams are forwarded in the kernel. */
    public enum Use {
        OFF,
        /** Where it is possible; in user space otherwise. */
        IF_POSSIBLE,
        /** The relay does not start without. */
        REQUIRED
    }

    /** Table numbers at most; more do not fit the names in the kernel. */
    public static final int MAX_TABLE = 99_999_999;
    /** Streams in the kernel at most. */
    public static final int MAX_STREAMS = 65_534;

    public static final KernelOptions OFF =
            new KernelOptions(
            Use.OFF, 0, OffloadSettings.DEFAULT_MAX_FLOWS, Set.of(), new PortRange(1, 65535), KernelAttach.AUTO);

    public KernelOptions {
        interfaces = Set.copyOf(interfaces);
        if (table < 0 || table > MAX_TABLE) {
            throw new IllegalArgumentException("table " + table + " is not within 0.." + MAX_TABLE);
        }
        if (maxStreams < 1 || maxStreams > MAX_STREAMS) {
            throw new IllegalArgumentException(maxStreams + " streams in the kernel are not within 1.." + MAX_STREAMS);
        }
    }

    public KernelOptions withUse(Use newUse) {
        return new KernelOptions(newUse, table, maxStreams, interfaces, ports, attach);
    }

    OffloadSettings settings() {
        return new OffloadSettings(table, maxStreams, interfaces, ports.min(), ports.max(), attach);
    }
}
