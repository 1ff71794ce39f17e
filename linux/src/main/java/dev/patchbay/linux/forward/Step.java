package dev.patchbay.linux.forward;

import dev.patchbay.linux.bpf.Assembler;
import dev.patchbay.linux.bpf.Label;

/**
 * A part of the ingress program. Steps agree on registers: R6 is the packet's {@code __sk_buff}, R7 the flow from {@link FlowLookup} on,
 * R8 its first byte up to {@link Rewrite}, which loses it, R9 the flow's number. What else outlives a step is on the {@link Stack}.
 */
interface Step {

    /** Where packets go that are not forwarded. */
    record Exits(Label up, Label upInOrder) {}

    void emit(Assembler code, Frame frame, Exits exits);
}
