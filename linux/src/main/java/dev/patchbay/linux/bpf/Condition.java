package dev.patchbay.linux.bpf;

/** When a jump is taken; comparisons are of 64 bits, unsigned. */
public enum Condition {
    EQUAL(0x10, "=="),
    GREATER(0x20, ">"),
    GREATER_OR_EQUAL(0x30, ">="),
    /** Some bit is set in both. */
    ANY_BIT(0x40, "&"),
    NOT_EQUAL(0x50, "!="),
    LESS(0xa0, "<"),
    LESS_OR_EQUAL(0xb0, "<=");

    final int code;
    final String symbol;

    Condition(int code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }
}
