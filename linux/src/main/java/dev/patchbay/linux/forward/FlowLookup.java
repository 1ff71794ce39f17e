package dev.patchbay.linux.forward;

import static dev.patchbay.linux.bpf.Register.R0;
import static dev.patchbay.linux.bpf.Register.R1;
import static dev.patchbay.linux.bpf.Register.R10;
import static dev.patchbay.linux.bpf.Register.R2;
import static dev.patchbay.linux.bpf.Register.R6;
import static dev.patchbay.linux.bpf.Register.R7;
import static dev.patchbay.linux.bpf.Register.R8;
import static dev.patchbay.linux.bpf.Register.R9;

import dev.patchbay.linux.bpf.Arithmetic;
import dev.patchbay.linux.bpf.Assembler;
import dev.patchbay.linux.bpf.Condition;
import dev.patchbay.linux.bpf.KernelFunction;
import dev.patchbay.linux.bpf.Label;
import dev.patchbay.linux.bpf.Width;

/** Finds the flow by the local address and checks where the packet comes from. */
final class FlowLookup implements Step {

    @Override
    public void emit(Assembler code, Frame frame, Exits exits) {
        code.loadMap(R1, ProgramMaps.NUMBERS)
                .move(R2, R10)
                .compute(Arithmetic.ADD, R2, Stack.KEY)
                .call(KernelFunction.MAP_LOOKUP_ELEM)
                .jumpIf(Condition.EQUAL, R0, 0, exits.up())
                .load(Width.U32, R9, R0, 0)
                .store(Width.U32, R10, Stack.NUMBER, R9)
                .loadMap(R1, ProgramMaps.FLOWS)
                .move(R2, R10)
                .compute(Arithmetic.ADD, R2, Stack.NUMBER)
                .call(KernelFunction.MAP_LOOKUP_ELEM)
                .jumpIf(Condition.EQUAL, R0, 0, exits.up())
                .move(R7, R0)
                .load(Width.U32, R1, R7, FlowLayout.ON)
                .jumpIf(Condition.EQUAL, R1, 0, exits.up());
        source(code, frame, exits);
        loopback(code, frame, exits);
    }

    private static void source(Assembler code, Frame frame, Exits exits) {
        switch (frame.family()) {
            case IPV4 -> equal(code, Width.U32, frame.ip() + 12, FlowLayout.SOURCE, exits);
            case IPV6 -> {
                equal(code, Width.U64, frame.ip() + 8, FlowLayout.SOURCE, exits);
                equal(code, Width.U64, frame.ip() + 16, FlowLayout.SOURCE + 8, exits);
            }
        }
        equal(code, Width.U16, frame.udp(), FlowLayout.SOURCE_PORT, exits);
    }

    private static void equal(Assembler code, Width width, int inPacket, int inFlow, Exits exits) {
        code.load(width, R1, R8, inPacket).load(width, R2, R7, inFlow).jumpIf(Condition.NOT_EQUAL, R1, R2, exits.up());
    }

    /** What came from the network is not sent through {@code lo}: it would reach this host by a way its firewall does not expect. */
    private static void loopback(Assembler code, Frame frame, Exits exits) {
        Label usual = new Label("network" + FlowKey.family(frame.family()));
        code.load(Width.U8, R1, R7, FlowLayout.MARKS)
                .jumpIf(Condition.EQUAL, R1, 0, usual)
                .load(Width.U32, R1, R6, PacketField.INTERFACE)
                .load(Width.U32, R2, R7, FlowLayout.INTERFACE)
                .jumpIf(Condition.NOT_EQUAL, R1, R2, exits.up())
                .place(usual);
    }
}
