package dev.patchbay.linux.bpf;

import java.util.Locale;

/** The functions of the kernel that programs here call (bpf-helpers(7)), with their numbers. */
public enum KernelFunction {
    MAP_LOOKUP_ELEM(1),
    SKB_STORE_BYTES(9),
    L4_CSUM_REPLACE(11),
    REDIRECT(23),
    SKB_PULL_DATA(39),
    SKB_CHANGE_HEAD(43),
    SKB_LOAD_BYTES_RELATIVE(68),
    REDIRECT_NEIGH(152),
    /** Monotonic time with the precision of a timer tick, some milliseconds. */
    KTIME_GET_COARSE_NS(160);

    final int number;

    KernelFunction(int number) {
        this.number = number;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
