package dev.patchbay.codec;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/**
 * Pulse code modulation of one byte per sample (ITU-T G.711). A sample of the law's full scale is 32768 here, so that a sine of that
 * amplitude has +3.14 dBm0 in A-law and +3.17 dBm0 in mu-law. Stateless: every encoder and decoder of a law is the same one.
 */
public enum G711 implements Codec, FrameEncoder, FrameDecoder {
    /** mu-law, 8 segments around a bias, 14 bits. */
    PCMU(0) {
        @Override
        public byte encode(short sample) {
            int magnitude = Math.min((sample < 0 ? ~sample : sample) >> 2, MU_LARGEST) + MU_BIAS;
            int segment = segment(magnitude) - MU_FIRST_SEGMENT;
            int step = (magnitude >> (segment + 1)) & 0x0f;
            int code = (segment << 4) | step;
            return (byte) ~(sample < 0 ? code | SIGN : code);
        }

        @Override
        short expand(int code) {
            int inverted = ~code;
            int segment = (inverted >> 4) & 7;
            int magnitude = (((2 * (inverted & 0x0f) + MU_BIAS) << segment) - MU_BIAS) << 2;
            return (short) ((inverted & SIGN) != 0 ? -magnitude : magnitude);
        }
    },
    /** A-law, 7 segments of which the first is twice as long, 13 bits; every second bit is inverted on the line. */
    PCMA(8) {
        @Override
        public byte encode(short sample) {
            int magnitude = (sample < 0 ? ~sample : sample) >> 4;
            int segment = Math.max(0, segment(magnitude) - A_FIRST_SEGMENT);
            int step = segment == 0 ? magnitude : (magnitude >> (segment - 1)) & 0x0f;
            int code = (segment << 4) | step;
            return (byte) ((sample < 0 ? code : code | SIGN) ^ A_INVERTED_BITS);
        }

        @Override
        short expand(int code) {
            int plain = code ^ A_INVERTED_BITS;
            int segment = (plain >> 4) & 7;
            int middle = ((plain & 0x0f) << 4) + 8;
            int magnitude = segment == 0 ? middle : (middle + 0x100) << (segment - 1);
            return (short) ((plain & SIGN) != 0 ? magnitude : -magnitude);
        }
    };

    private static final int SIGN = 0x80;
    private static final int A_INVERTED_BITS = 0x55;
    private static final int A_FIRST_SEGMENT = 3;
    private static final int MU_BIAS = 33;
    private static final int MU_FIRST_SEGMENT = 5;

    /** In units of the 14-bit law; larger samples are clipped. */
    private static final int MU_LARGEST = 8158;

    private static final int CODES = 256;
    private static final int CLOCK_RATE_HZ = 8000;

    private final int payloadType;

    @SuppressWarnings("ImmutableEnumChecker") // written by the constructor only
    private final short[] samples = new short[CODES];


    G711(int payloadType) {
        this.payloadType = payloadType;
        for (int code = 0; code < CODES; code++) {
            samples[code] = expand(code);
        }
    }

    /** Number of the highest bit that is set. */
    private static int segment(int magnitude) {
        return 31 - Integer.numberOfLeadingZeros(magnitude | 1);
    }

    abstract short expand(int code);

    /** One sample as it goes over the line. */
    public abstract byte encode(short sample);

    /** One sample from the line. */
    public short decode(byte code) {
        return samples[code & 0xff];
    }

    @Override
    public void encode(ShortBuffer frame, ByteBuffer payload) {
        while (frame.hasRemaining()) {
            payload.put(encode(frame.get()));
        }
    }

    @Override
    public void decode(ByteBuffer payload, ShortBuffer frame) {
        while (payload.hasRemaining() && frame.hasRemaining()) {
            frame.put(decode(payload.get()));
        }
    }

    @Override
    public String encoding() {
        return name();
    }

    @Override
    public int staticPayloadType() {
        return payloadType;
    }

    @Override
    public int clockRateHz() {
        return CLOCK_RATE_HZ;
    }

    @Override
    public int sampleRateHz() {
        return CLOCK_RATE_HZ;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public FrameEncoder newEncoder() {
        return this;
    }

    @Override
    public FrameDecoder newDecoder() {
        return this;
    }
}
