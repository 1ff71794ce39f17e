package dev.patchbay.linux.bpf;

/** One instruction; {@code toString} is its line in a listing, in the manner of the kernel's verifier. */
public sealed interface Instruction {

    /** {@code target = target operation operand}. */
    record Compute(Arithmetic operation, Register target, Operand operand) implements Instruction {
        @Override
        public String toString() {
            return target + " " + operation.symbol + " " + operand;
        }
    }

    /** Between the order of this machine and that of the network; the upper bits become zero. */
    record SwapBytes(Register target, int bits) implements Instruction {
        public SwapBytes {
            if (bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("bits: " + bits);
            }
        }

        @Override
        public String toString() {
            return target + " = be" + bits + " " + target;
        }
    }

    /** Reads memory; the upper bits become zero. */
    record Load(Width width, Register target, Register address, int offset) implements Instruction {
        @Override
        public String toString() {
            return target + " = " + place(width, address, offset);
        }
    }

    /** Writes memory. */
    record Store(Width width, Register address, int offset, Operand operand) implements Instruction {
        @Override
        public String toString() {
            return place(width, address, offset) + " = " + operand;
        }
    }

    /** Adds to memory as one step; 32 or 64 bits. */
    record AtomicAdd(Width width, Register address, int offset, Register operand) implements Instruction {
        public AtomicAdd {
            if (width != Width.U32 && width != Width.U64) {
                throw new IllegalArgumentException("width: " + width);
            }
        }

        @Override
        public String toString() {
            return "lock " + place(width, address, offset) + " += " + operand;
        }
    }

    /** Two instructions long. */
    record LoadLong(Register target, long value) implements Instruction {
        @Override
        public String toString() {
            return target + " = 0x" + Long.toHexString(value) + " ll";
        }
    }

    /** The map itself, as an argument of a function; two instructions long. */
    record LoadMap(Register target, MapReference map) implements Instruction {
        @Override
        public String toString() {
            return target + " = map " + map.name();
        }
    }

    /** The address of a byte of the first value of an array map; two instructions long. */
    record LoadMapValue(Register target, MapReference map, int offset) implements Instruction {
        @Override
        public String toString() {
            return target + " = map " + map.name() + "[0]+" + offset;
        }
    }

    /** Goes to the label if the condition holds. */
    record JumpIf(Condition condition, Register left, Operand right, Label label) implements Instruction {
        @Override
        public String toString() {
            return "if " + left + " " + condition.symbol + " " + right + " goto " + label;
        }
    }

    record Jump(Label label) implements Instruction {
        @Override
        public String toString() {
            return "goto " + label;
        }
    }

    record Call(KernelFunction function) implements Instruction {
        @Override
        public String toString() {
            return "call " + function;
        }
    }

    /** Ends the program with R0 as its result. */
    record Exit() implements Instruction {
        @Override
        public String toString() {
            return "exit";
        }
    }

    /** How many slots of eight bytes it takes. */
    default int slots() {
        return switch (this) {
            case LoadLong _, LoadMap _, LoadMapValue _ -> 2;
            case Compute _, SwapBytes _, Load _, Store _, AtomicAdd _, JumpIf _, Jump _, Call _, Exit _ -> 1;
        };
    }

    private static String place(Width width, Register address, int offset) {
        return "*(" + width + " *)(" + address + (offset < 0 ? " - " : " + ") + Math.abs(offset) + ")";
    }
}
