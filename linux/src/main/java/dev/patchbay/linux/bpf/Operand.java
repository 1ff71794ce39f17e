package dev.patchbay.linux.bpf;

/** The second operand of an instruction. */
public sealed interface Operand permits Register, Operand.Immediate {

    /** A constant; 64-bit operations extend its sign. */
    record Immediate(int value) implements Operand {
        @Override
        public String toString() {
            return value >= -9 && value <= 9 ? Integer.toString(value) : "0x" + Integer.toHexString(value);
        }
    }

    static Operand of(int value) {
        return new Immediate(value);
    }
}
