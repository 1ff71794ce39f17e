package dev.patchbay.linux.bpf;

/** Operations of two operands, on whole registers of 64 bits. */
public enum Arithmetic {
    ADD(0x00, "+="),
    SUBTRACT(0x10, "-="),
    OR(0x40, "|="),
    AND(0x50, "&="),
    SHIFT_LEFT(0x60, "<<="),
    SHIFT_RIGHT(0x70, ">>="),
    XOR(0xa0, "^="),
    MOVE(0xb0, "=");

    final int code;
    final String symbol;

    Arithmetic(int code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }
}
