package dev.patchbay.linux.forward;

import static dev.patchbay.linux.bpf.Register.R0;
import static dev.patchbay.linux.bpf.Register.R1;
import static dev.patchbay.linux.bpf.Register.R10;
import static dev.patchbay.linux.bpf.Register.R2;
import static dev.patchbay.linux.bpf.Register.R3;
import static dev.patchbay.linux.bpf.Register.R4;
import static dev.patchbay.linux.bpf.Register.R5;
import static dev.patchbay.linux.bpf.Register.R6;
import static dev.patchbay.linux.bpf.Register.R7;
import static dev.patchbay.linux.bpf.Register.R8;

import dev.patchbay.linux.bpf.Arithmetic;
import dev.patchbay.linux.bpf.Assembler;
import dev.patchbay.linux.bpf.Condition;
import dev.patchbay.linux.bpf.KernelFunction;
import dev.patchbay.linux.bpf.Register;
import dev.patchbay.linux.bpf.Width;

/**
 * Gives the packet its new addresses, ports, traffic class and one hop less. Checksums are corrected by differences (RFC 1624), so that a
 * broken one stays broken. New headers are built on the stack and written in one piece: a program that writes packets directly would
 * make the kernel copy the headers of every shared packet on the interface.
 *
 * <p>Two places count on a little-endian machine, as all known to {@code SyscallNumber} are.
 */
final class Rewrite implements Step {

    /** The difference concerns the pseudo header, which is all that a checksum for the hardware to complete holds. */
    private static final int PSEUDO_HEADER = 0x10;
    /** Zero means that there is no checksum: it stays so, and no other becomes it. */
    private static final int ZERO_IS_NONE = 0x20;

    @Override
    public void emit(Assembler code, Frame frame, Exits exits) {
        switch (frame.family()) {
            case IPV4 -> ipv4(code, frame);
            case IPV6 -> ipv6(code, frame);
        }
        code.load(Width.U32, R1, R7, FlowLayout.NEW_PORTS)
                .store(Width.U32, R10, Stack.HEADERS + frame.ipBytes(), R1);
        udpChecksum(code, frame, FlowLayout.ADDRESS_DIFFERENCE, PSEUDO_HEADER | ZERO_IS_NONE, exits);
        udpChecksum(code, frame, FlowLayout.PORT_DIFFERENCE, ZERO_IS_NONE, exits);
        code.move(R1, R6)
                .move(R2, frame.ip())
                .move(R3, R10)
                .compute(Arithmetic.ADD, R3, Stack.HEADERS)
                .move(R4, frame.ipBytes() + 4)
                .move(R5, 0)
                .call(KernelFunction.SKB_STORE_BYTES)
                .jumpIf(Condition.NOT_EQUAL, R0, 0, exits.up());
    }

    private static void ipv4(Assembler code, Frame frame) {
        int ip = frame.ip();
        // R1 sums: the complement of the checksum, less the old words, plus the new ones.
        code.load(Width.U16, R1, R8, ip + 10)
                .compute(Arithmetic.XOR, R1, 0xffff)
                .load(Width.U32, R2, R7, FlowLayout.ADDRESS_DIFFERENCE)
                .compute(Arithmetic.ADD, R1, R2)
                .load(Width.U16, R2, R8, ip)
                .load(Width.U8, R3, R7, FlowLayout.TRAFFIC_CLASS)
                .compute(Arithmetic.SHIFT_LEFT, R3, 8)
                .compute(Arithmetic.OR, R3, 0x45)
                .store(Width.U16, R10, Stack.HEADERS, R3);
        exchange(code, R2, R3);
        code.load(Width.U16, R2, R8, ip + 8)
                .move(R3, R2)
                .compute(Arithmetic.SUBTRACT, R3, 1)
                .store(Width.U16, R10, Stack.HEADERS + 8, R3);
        exchange(code, R2, R3);
        fold(code);
        fold(code);
        code.compute(Arithmetic.XOR, R1, 0xffff)
                .store(Width.U16, R10, Stack.HEADERS + 10, R1)
                .load(Width.U16, R1, R8, ip + 2)
                .store(Width.U16, R10, Stack.HEADERS + 2, R1)
                .load(Width.U32, R1, R8, ip + 4)
                .store(Width.U32, R10, Stack.HEADERS + 4, R1)
                .load(Width.U32, R1, R7, FlowLayout.NEW_SOURCE)
                .store(Width.U32, R10, Stack.HEADERS + 12, R1)
                .load(Width.U32, R1, R7, FlowLayout.NEW_TARGET)
                .store(Width.U32, R10, Stack.HEADERS + 16, R1);
    }

    private static void exchange(Assembler code, Register former, Register next) {
        code.compute(Arithmetic.XOR, former, 0xffff)
                .compute(Arithmetic.ADD, R1, former)
                .compute(Arithmetic.ADD, R1, next);
    }

    private static void fold(Assembler code) {
        code.move(R2, R1)
                .compute(Arithmetic.SHIFT_RIGHT, R2, 16)
                .compute(Arithmetic.AND, R1, 0xffff)
                .compute(Arithmetic.ADD, R1, R2);
    }

    private static void ipv6(Assembler code, Frame frame) {
        int ip = frame.ip();
        code.load(Width.U32, R1, R8, ip)
                .swapBytes(R1, 32)
                .compute(Arithmetic.AND, R1, 0xfffff)
                .load(Width.U8, R2, R7, FlowLayout.TRAFFIC_CLASS)
                .compute(Arithmetic.SHIFT_LEFT, R2, 20)
                .compute(Arithmetic.OR, R1, R2)
                .compute(Arithmetic.OR, R1, 0x60000000)
                .swapBytes(R1, 32)
                .store(Width.U32, R10, Stack.HEADERS, R1)
                .load(Width.U16, R1, R8, ip + 4)
                .store(Width.U16, R10, Stack.HEADERS + 4, R1)
                .load(Width.U16, R1, R8, ip + 6)
                .compute(Arithmetic.SUBTRACT, R1, 0x100)
                .store(Width.U16, R10, Stack.HEADERS + 6, R1);
        for (int word = 0; word < 4; word++) {
            // Source and target lie behind each other in the flow as in the header.
            code.load(Width.U64, R1, R7, FlowLayout.NEW_SOURCE + word * Long.BYTES)
                    .store(Width.U64, R10, Stack.HEADERS + 8 + word * Long.BYTES, R1);
        }
    }

    private static void udpChecksum(Assembler code, Frame frame, int difference, int flags, Exits exits) {
        code.move(R1, R6)
                .move(R2, frame.udp() + 6)
                .move(R3, 0)
                .load(Width.U32, R4, R7, difference)
                .move(R5, flags)
                .call(KernelFunction.L4_CSUM_REPLACE)
                .jumpIf(Condition.NOT_EQUAL, R0, 0, exits.up());
    }
}
