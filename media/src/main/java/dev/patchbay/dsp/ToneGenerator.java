package dev.patchbay.dsp;

import java.nio.ShortBuffer;

/** Samples of a sine that goes on from frame to frame without a click. One thread. */
public final class ToneGenerator {

    private static final double TURN = 2 * Math.PI;

    private final double amplitude;
    private final double step;
    private double phase;

    /**
     * @param frequencyHz above 0 and below half the sample rate
     * @param levelDbm0 at most {@link Level#MAX_SINE_DBM0}
     */
    public ToneGenerator(double frequencyHz, double levelDbm0, int sampleRateHz) {
        if (!(frequencyHz > 0) || 2 * frequencyHz >= sampleRateHz) {
            throw new IllegalArgumentException("a tone of " + frequencyHz + " Hz does not fit " + sampleRateHz + " samples per second");
        }
        if (!(levelDbm0 <= Level.MAX_SINE_DBM0)) {
            throw new IllegalArgumentException("a tone of " + levelDbm0 + " dBm0 is louder than samples can be");
        }
        amplitude = Level.toAmplitude(levelDbm0);
        step = TURN * frequencyHz / sampleRateHz;
    }

    /** Fills the frame from its position to its limit. */
    public void fill(ShortBuffer frame) {
        while (frame.hasRemaining()) {
            // A sine of full scale reaches 32768, one more than a sample can be.
            frame.put((short) Math.min(Short.MAX_VALUE, Math.round(amplitude * Math.sin(phase))));
            phase += step;
            if (phase >= TURN) {
                phase -= TURN;
            }
        }
    }
}
