package dev.patchbay.linux.forward;

import dev.patchbay.linux.bpf.MapReference;

/** The maps the programs name. */
final class ProgramMaps {

    /** {@link FlowKey} to the number of a flow. */
    static final MapReference NUMBERS = new MapReference("numbers");
    /** Flows by number, each as {@link FlowLayout} says. */
    static final MapReference FLOWS = new MapReference("flows");
    /** One value: until when the programs may forward, monotonic nanoseconds. */
    static final MapReference LEASE = new MapReference("lease");

    private ProgramMaps() {}
}
