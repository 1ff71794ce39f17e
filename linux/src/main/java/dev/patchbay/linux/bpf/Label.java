package dev.patchbay.linux.bpf;

/** A place in a program that jumps name; it is put there once, after the jumps, for the kernel wants no loops. */
public final class Label {

    private final String name;

    /** @param name for listings */
    public Label(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
