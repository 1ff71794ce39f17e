package dev.patchbay.system.media;

/** The two laws of G.711, sample by sample. */
public enum G711 {
    /** µ-law, payload type 0. */
    PCMU(0) {
        @Override
        byte encode(short sample) {
            int sign = sample < 0 ? 0x80 : 0;
            int magnitude = Math.min(Math.abs((int) sample), 32_635) + 132;
            int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
            int mantissa = (magnitude >> (exponent + 3)) & 0xf;
            return (byte) ~(sign | (exponent << 4) | mantissa);
        }

        @Override
        short decode(byte code) {
            int value = ~code & 0xff;
            int magnitude = ((((value & 0xf) << 3) + 132) << ((value >> 4) & 7)) - 132;
            return (short) ((value & 0x80) != 0 ? -magnitude : magnitude);
        }
    },
    /** A-law, payload type 8. */
    PCMA(8) {
        @Override
        byte encode(short sample) {
            int sign = sample >= 0 ? 0x80 : 0;
            int magnitude = Math.min(sample >= 0 ? sample : -(sample + 1), 32_767) >> 4;
            int exponent = magnitude < 16 ? 0 : 31 - Integer.numberOfLeadingZeros(magnitude) - 3;
            int mantissa = exponent < 2 ? magnitude & 0xf : (magnitude >> (exponent - 1)) & 0xf;
            return (byte) ((sign | (exponent << 4) | mantissa) ^ 0x55);
        }

        @Override
        short decode(byte code) {
            int value = (code & 0xff) ^ 0x55;
            int exponent = (value >> 4) & 7;
            int magnitude = ((value & 0xf) << 4) + 8;
            if (exponent > 0) {
                magnitude = (magnitude + 0x100) << (exponent - 1);
            }
            return (short) ((value & 0x80) != 0 ? magnitude : -magnitude);
        }
    };

    private final int payloadType;

    G711(int payloadType) {
        this.payloadType = payloadType;
    }

    public int payloadType() {
        return payloadType;
    }

    abstract byte encode(short sample);

    abstract short decode(byte code);
}
