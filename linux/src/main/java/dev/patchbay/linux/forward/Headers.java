package dev.patchbay.linux.forward;

import static dev.patchbay.linux.bpf.Register.R0;
import static dev.patchbay.linux.bpf.Register.R1;
import static dev.patchbay.linux.bpf.Register.R10;
import static dev.patchbay.linux.bpf.Register.R2;
import static dev.patchbay.linux.bpf.Register.R6;
import static dev.patchbay.linux.bpf.Register.R8;

import dev.patchbay.linux.bpf.Arithmetic;
import dev.patchbay.linux.bpf.Assembler;
import dev.patchbay.linux.bpf.Condition;
import dev.patchbay.linux.bpf.KernelFunction;
import dev.patchbay.linux.bpf.Label;
import dev.patchbay.linux.bpf.Width;

/**
 * Reads IP and UDP headers and refuses what they make special: fragments, IP options or extension headers, a hop limit that is used up,
 * a UDP length that is not that of the IP packet, IPv6 without UDP checksum. Leaves the {@link FlowKey} on the stack.
 */
final class Headers implements Step {

    private static final int UDP = 17;
    private static final int VERSION_4_WITHOUT_OPTIONS = 0x45;
    /** More fragments, or an offset; as a number in network order. */
    private static final int FRAGMENT = Integer.reverseBytes(0x3fff) >>> 16;

    @Override
    public void emit(Assembler code, Frame frame, Exits exits) {
        access(code, frame, exits);
        switch (frame.family()) {
            case IPV4 -> ipv4(code, frame, exits);
            case IPV6 -> ipv6(code, frame, exits);
        }
        code.load(Width.U16, R1, R8, frame.udp() + 2)
                .store(Width.U16, R10, Stack.KEY + FlowLayout.KEY_PORT, R1)
                .store(Width.U16, R10, Stack.KEY + FlowLayout.KEY_FAMILY, FlowKey.family(frame.family()));
    }

    /** Makes the headers readable, should they not lie in one piece. */
    private static void access(Assembler code, Frame frame, Exits exits) {
        Label readable = new Label("readable" + FlowKey.family(frame.family()));
        bounds(code, frame).jumpIf(Condition.LESS_OR_EQUAL, R2, R1, readable);
        code.move(R1, R6)
                .move(R2, frame.end())
                .call(KernelFunction.SKB_PULL_DATA)
                .jumpIf(Condition.NOT_EQUAL, R0, 0, exits.up());
        bounds(code, frame).jumpIf(Condition.GREATER, R2, R1, exits.up());
        code.place(readable);
    }

    private static Assembler bounds(Assembler code, Frame frame) {
        return code.load(Width.U32, R8, R6, PacketField.BEGIN)
                .load(Width.U32, R1, R6, PacketField.END)
                .move(R2, R8)
                .compute(Arithmetic.ADD, R2, frame.end());
    }

    private static void ipv4(Assembler code, Frame frame, Exits exits) {
        int ip = frame.ip();
        code.load(Width.U8, R1, R8, ip)
                .jumpIf(Condition.NOT_EQUAL, R1, VERSION_4_WITHOUT_OPTIONS, exits.up())
                .load(Width.U8, R1, R8, ip + 9)
                .jumpIf(Condition.NOT_EQUAL, R1, UDP, exits.up())
                .load(Width.U16, R1, R8, ip + 6)
                .jumpIf(Condition.ANY_BIT, R1, FRAGMENT, exits.up())
                .load(Width.U8, R1, R8, ip + 8)
                .jumpIf(Condition.LESS_OR_EQUAL, R1, 1, exits.up())
                .load(Width.U16, R1, R8, ip + 2)
                .swapBytes(R1, 16)
                .compute(Arithmetic.SUBTRACT, R1, frame.ipBytes());
        udpLength(code, frame, exits);
        code.load(Width.U32, R1, R8, ip + 16)
                .store(Width.U32, R10, Stack.KEY, R1)
                .store(Width.U32, R10, Stack.KEY + 4, 0)
                .store(Width.U64, R10, Stack.KEY + 8, 0);
    }

    private static void ipv6(Assembler code, Frame frame, Exits exits) {
        int ip = frame.ip();
        code.load(Width.U8, R1, R8, ip)
                .compute(Arithmetic.SHIFT_RIGHT, R1, 4)
                .jumpIf(Condition.NOT_EQUAL, R1, 6, exits.up())
                .load(Width.U8, R1, R8, ip + 6)
                .jumpIf(Condition.NOT_EQUAL, R1, UDP, exits.up())
                .load(Width.U8, R1, R8, ip + 7)
                .jumpIf(Condition.LESS_OR_EQUAL, R1, 1, exits.up())
                .load(Width.U16, R1, R8, frame.udp() + 6)
                .jumpIf(Condition.EQUAL, R1, 0, exits.up())
                .load(Width.U16, R1, R8, ip + 4)
                .swapBytes(R1, 16);
        udpLength(code, frame, exits);
        code.load(Width.U64, R1, R8, ip + 24)
                .store(Width.U64, R10, Stack.KEY, R1)
                .load(Width.U64, R1, R8, ip + 32)
                .store(Width.U64, R10, Stack.KEY + 8, R1);
    }

    /** R1 is what the IP header leaves for UDP. */
    private static void udpLength(Assembler code, Frame frame, Exits exits) {
        code.load(Width.U16, R2, R8, frame.udp() + 4)
                .swapBytes(R2, 16)
                .jumpIf(Condition.NOT_EQUAL, R1, R2, exits.up())
                .jumpIf(Condition.LESS, R1, Frame.UDP_BYTES + Frame.RTP_BYTES, exits.up())
                .compute(Arithmetic.SUBTRACT, R1, Frame.UDP_BYTES)
                .store(Width.U64, R10, Stack.PAYLOAD_BYTES, R1);
    }
}
