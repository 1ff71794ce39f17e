package dev.patchbay.linux.forward;

import static dev.patchbay.linux.bpf.Register.R0;
import static dev.patchbay.linux.bpf.Register.R1;
import static dev.patchbay.linux.bpf.Register.R10;
import static dev.patchbay.linux.bpf.Register.R2;
import static dev.patchbay.linux.bpf.Register.R3;
import static dev.patchbay.linux.bpf.Register.R6;
import static dev.patchbay.linux.bpf.Register.R7;
import static dev.patchbay.linux.bpf.Register.R8;

import dev.patchbay.linux.bpf.Arithmetic;
import dev.patchbay.linux.bpf.Assembler;
import dev.patchbay.linux.bpf.Condition;
import dev.patchbay.linux.bpf.KernelFunction;
import dev.patchbay.linux.bpf.Label;
import dev.patchbay.linux.bpf.Width;

/**
 * Lets RTP of the flow's payload types and SSRC pass, as long as the lease holds. RTCP, STUN and whatever else shares the port goes up;
 * so does RTP that user space has to see, in order.
 */
final class RtpCheck implements Step {

    private static final int VERSION_2 = 2;

    @Override
    public void emit(Assembler code, Frame frame, Exits exits) {
        code.load(Width.U8, R1, R8, frame.rtp())
                .compute(Arithmetic.SHIFT_RIGHT, R1, 6)
                .jumpIf(Condition.NOT_EQUAL, R1, VERSION_2, exits.up());
        notRtcp(code, frame, exits);
        lease(code, exits);
        payloadType(code, frame, exits);
        code.load(Width.U32, R1, R8, frame.rtp() + 8)
                .load(Width.U32, R2, R7, FlowLayout.SSRC)
                .jumpIf(Condition.NOT_EQUAL, R1, R2, exits.upInOrder());
        length(code, frame, exits);
    }

    private static void notRtcp(Assembler code, Frame frame, Exits exits) {
        Label rtp = new Label("rtp" + FlowKey.family(frame.family()));
        code.load(Width.U8, R1, R8, frame.rtp() + 1)
                .compute(Arithmetic.AND, R1, 0x7f)
                .jumpIf(Condition.LESS, R1, PayloadTypeSet.FIRST_RTCP, rtp)
                .jumpIf(Condition.LESS_OR_EQUAL, R1, PayloadTypeSet.LAST_RTCP, exits.up())
                .place(rtp);
    }

    /** A process that stopped renewing its lease is not there to take anything back: then it gets everything. */
    private static void lease(Assembler code, Exits exits) {
        code.call(KernelFunction.KTIME_GET_COARSE_NS)
                .store(Width.U64, R10, Stack.NOW, R0)
                .loadMapValue(R1, ProgramMaps.LEASE, 0)
                .load(Width.U64, R1, R1, 0)
                .jumpIf(Condition.GREATER, R0, R1, exits.upInOrder());
    }

    private static void payloadType(Assembler code, Frame frame, Exits exits) {
        Label chosen = new Label("types" + FlowKey.family(frame.family()));
        code.load(Width.U8, R1, R8, frame.rtp() + 1)
                .compute(Arithmetic.AND, R1, 0x7f)
                .move(R3, R1)
                .load(Width.U64, R2, R7, FlowLayout.TYPES_LOW)
                .jumpIf(Condition.LESS, R1, 64, chosen)
                .load(Width.U64, R2, R7, FlowLayout.TYPES_HIGH)
                .place(chosen)
                .compute(Arithmetic.AND, R1, 63)
                .compute(Arithmetic.SHIFT_RIGHT, R2, R1)
                .compute(Arithmetic.AND, R2, 1)
                .jumpIf(Condition.EQUAL, R2, 0, exits.upInOrder())
                .store(Width.U32, R7, FlowLayout.PAYLOAD_TYPE, R3);
    }

    /** Neither padding of a short Ethernet frame, which is not to be forwarded, nor more than the way out takes. */
    private static void length(Assembler code, Frame frame, Exits exits) {
        code.load(Width.U64, R1, R10, Stack.PAYLOAD_BYTES)
                .compute(Arithmetic.ADD, R1, frame.ipBytes() + Frame.UDP_BYTES)
                .load(Width.U32, R2, R7, FlowLayout.MAX_PACKET)
                .jumpIf(Condition.GREATER, R1, R2, exits.upInOrder())
                .compute(Arithmetic.ADD, R1, frame.ip())
                .load(Width.U32, R2, R6, PacketField.LENGTH)
                .jumpIf(Condition.NOT_EQUAL, R1, R2, exits.upInOrder());
    }
}
