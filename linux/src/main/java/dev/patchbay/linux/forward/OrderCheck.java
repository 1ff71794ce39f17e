package dev.patchbay.linux.forward;

import static dev.patchbay.linux.bpf.Register.R1;
import static dev.patchbay.linux.bpf.Register.R10;
import static dev.patchbay.linux.bpf.Register.R2;
import static dev.patchbay.linux.bpf.Register.R7;
import static dev.patchbay.linux.bpf.Register.R8;

import dev.patchbay.linux.bpf.Arithmetic;
import dev.patchbay.linux.bpf.Assembler;
import dev.patchbay.linux.bpf.Condition;
import dev.patchbay.linux.bpf.Label;
import dev.patchbay.linux.bpf.Width;

/**
 * Forwards nothing while user space still has a packet of the flow in hand, and lets one go up every {@link #SIGN_OF_LIFE_NS}: netfilter
 * sees only what goes up, and a stateful firewall forgets a stream it does not see for 30 s.
 */
final class OrderCheck implements Step {

    static final long SIGN_OF_LIFE_NS = 10_000_000_000L;

    @Override
    public void emit(Assembler code, Frame frame, Exits exits) {
        Label inOrder = new Label("order" + FlowKey.family(frame.family()));
        code.load(Width.U32, R1, R7, FlowLayout.LAST_UP)
                .load(Width.U32, R2, R7, FlowLayout.ACKNOWLEDGED)
                .jumpIf(Condition.EQUAL, R2, FlowLayout.EVERYTHING, inOrder)
                .jumpIf(Condition.NOT_EQUAL, R1, R2, exits.upInOrder())
                .place(inOrder)
                .load(Width.U64, R1, R10, Stack.NOW)
                .load(Width.U64, R2, R7, FlowLayout.LAST_UP_NS)
                .compute(Arithmetic.SUBTRACT, R1, R2)
                .loadLong(R2, SIGN_OF_LIFE_NS)
                .jumpIf(Condition.GREATER, R1, R2, exits.upInOrder());
    }

    /** Where {@link Step.Exits#upInOrder} leads: notes what goes up, so that what follows waits for it. */
    static void emitMark(Assembler code, Frame frame) {
        code.load(Width.U16, R1, R8, frame.rtp() + 2)
                .swapBytes(R1, 16)
                .compute(Arithmetic.OR, R1, FlowLayout.IS_SEQUENCE_NUMBER)
                .store(Width.U32, R7, FlowLayout.LAST_UP, R1)
                .load(Width.U64, R1, R10, Stack.NOW)
                .store(Width.U64, R7, FlowLayout.LAST_UP_NS, R1)
                .move(R1, 1)
                .atomicAdd(Width.U64, R7, FlowLayout.UP, R1);
    }
}
