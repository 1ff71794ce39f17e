package dev.patchbay.linux.abi;

import java.lang.foreign.MemoryLayout;

/** Checks of the structure layouts, made once when a structure class is loaded. */
final class Layouts {

    private Layouts() {}

    /** @throws IllegalStateException when the layout has not the size the kernel's structure has */
    static void check(String structure, MemoryLayout layout, long sizeBytes) {
        if (layout.byteSize() != sizeBytes) {
            throw new IllegalStateException(
                    structure + " has " + layout.byteSize() + " bytes here, the kernel's has " + sizeBytes);
        }
    }
}
