package dev.patchbay.system.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mono WAV files of 16 bits at {@value Tone#SAMPLE_RATE_HZ} Hz. */
public final class WavFile {
    private static final int HEADER_BYTES = 44;
    private static final int DATA_TAG = 0x61746164;

    private WavFile() {}

    public static void write(Path file, short[] samples) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER_BYTES - 8 + 2 * samples.length);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1);
        out.putInt(Tone.SAMPLE_RATE_HZ).putInt(2 * Tone.SAMPLE_RATE_HZ).putShort((short) 2).putShort((short) 16);
        out.putInt(DATA_TAG).putInt(2 * samples.length);
        for (short sample : samples) {
            out.putShort(sample);
        }
        Files.write(file, out.array());
    }

    /** The samples; of a file that is still being written, those there are. */
    public static short[] read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int position = 12;
        while (position + 8 <= in.limit() && in.getInt(position) != DATA_TAG) {
            position += 8 + in.getInt(position + 4);
        }
        int start = Math.min(position + 8, in.limit());
        short[] samples = new short[(in.limit() - start) / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = in.getShort(start + 2 * i);
        }
        return samples;
    }
}
