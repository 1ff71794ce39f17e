package dev.patchbay.linux.bpf;

import java.util.Locale;

/**
 * The registers, by the kernel's calling convention: {@code R0} result, {@code R1} to {@code R5} arguments, destroyed by a call,
 * {@code R6} to {@code R9} kept over calls, {@code R10} the end of the stack frame of 512 bytes, read only.
 */
public enum Register implements Operand {
    R0,
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    R7,
    R8,
    R9,
    R10;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
