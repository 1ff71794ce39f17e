package dev.patchbay.linux.bpf;

/** How much of memory an instruction reads or writes. */
public enum Width {
    U8(0x10),
    U16(0x08),
    U32(0x00),
    U64(0x18);

    final int code;

    Width(int code) {
        this.code = code;
    }

    @Override
    public String toString() {
        return switch (this) {
            case U8 -> "u8";
            case U16 -> "u16";
            case U32 -> "u32";
            case U64 -> "u64";
        };
    }
}
