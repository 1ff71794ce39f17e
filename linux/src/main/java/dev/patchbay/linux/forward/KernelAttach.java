package dev.patchbay.linux.forward;

import java.util.Locale;

/** How programs are attached to interfaces. */
public enum KernelAttach {
    /** tcx, and clsact where the kernel does not know tcx. */
    AUTO,
    /** By links of their own (Linux 6.6), which end with the process. */
    TCX,
    /** As filters of traffic control, which have to be removed. */
    CLSACT;

    /** As in options, logs and figures. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
