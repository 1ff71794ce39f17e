package dev.patchbay.linux.bpf;

/** A map as a program names it; it becomes a real one when the program is loaded. */
public record MapReference(String name) {}
