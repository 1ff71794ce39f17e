package dev.patchbay.linux.forward;

import static dev.patchbay.linux.bpf.Register.R1;
import static dev.patchbay.linux.bpf.Register.R10;
import static dev.patchbay.linux.bpf.Register.R2;
import static dev.patchbay.linux.bpf.Register.R3;
import static dev.patchbay.linux.bpf.Register.R4;
import static dev.patchbay.linux.bpf.Register.R6;
import static dev.patchbay.linux.bpf.Register.R7;
import static dev.patchbay.linux.bpf.Register.R9;

import dev.patchbay.linux.bpf.Arithmetic;
import dev.patchbay.linux.bpf.Assembler;
import dev.patchbay.linux.bpf.Condition;
import dev.patchbay.linux.bpf.KernelFunction;
import dev.patchbay.linux.bpf.Label;
import dev.patchbay.linux.bpf.Width;

/**
 * Counts the packet and sends it out. The kernel looks up route and neighbour for each packet ({@code bpf_redirect_neigh}), so that a
 * gateway may move; only {@code lo} has none.
 */
final class Departure implements Step {

    @Override
    public void emit(Assembler code, Frame frame, Exits exits) {
        Label network = new Label("leave" + FlowKey.family(frame.family()));
        code.move(R1, 1)
                .atomicAdd(Width.U64, R7, FlowLayout.PACKETS, R1)
                .load(Width.U64, R1, R10, Stack.PAYLOAD_BYTES)
                .atomicAdd(Width.U64, R7, FlowLayout.BYTES, R1)
                .load(Width.U64, R1, R10, Stack.NOW)
                .store(Width.U64, R7, FlowLayout.LAST_NS, R1)
                .compute(Arithmetic.ADD, R9, 1)
                .store(Width.U32, R6, PacketField.TC_INDEX, R9)
                .load(Width.U8, R3, R7, FlowLayout.MARKS)
                .load(Width.U32, R1, R7, FlowLayout.INTERFACE)
                .move(R2, 0)
                .jumpIf(Condition.EQUAL, R3, 0, network)
                .call(KernelFunction.REDIRECT)
                .exit()
                .place(network)
                .move(R3, 0)
                .move(R4, 0)
                .call(KernelFunction.REDIRECT_NEIGH)
                .exit();
    }
}
