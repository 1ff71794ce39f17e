package dev.patchbay.ngvalue;

/** A signed 64-bit integer. */
public record NgInteger(long value) implements NgValue {}
