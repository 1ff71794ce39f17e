package dev.patchbay.system.media;

/** Sine tones at {@value #SAMPLE_RATE_HZ} Hz, and finding them again (Goertzel's algorithm). */
public final class Tone {
    public static final int SAMPLE_RATE_HZ = 8000;
    private static final double AMPLITUDE = 12_000;
    private static final double HEARD_SHARE = 0.8;
    private static final int MIN_RMS = 200;

    private Tone() {}

    /** Samples of a tone; {@code firstSample} lets consecutive pieces join without a click. */
    public static short[] samples(double frequencyHz, long firstSample, int count) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * frequencyHz * (firstSample + i) / SAMPLE_RATE_HZ));
        }
        return samples;
    }

    /** Whether the samples are that tone and hardly anything else; silence is no tone. */
    public static boolean isHeard(short[] samples, double frequencyHz) {
        return share(samples, frequencyHz) >= HEARD_SHARE;
    }

    /** The part of the samples' energy at a frequency, 0 to 1; 0 for silence. */
    public static double share(short[] samples, double frequencyHz) {
        double energy = 0;
        double coefficient = 2 * Math.cos(2 * Math.PI * frequencyHz / SAMPLE_RATE_HZ);
        double previous = 0;
        double beforePrevious = 0;
        for (short sample : samples) {
            double state = sample + coefficient * previous - beforePrevious;
            beforePrevious = previous;
            previous = state;
            energy += (double) sample * sample;
        }
        if (samples.length == 0 || energy / samples.length < (double) MIN_RMS * MIN_RMS) {
            return 0;
        }
        double power = previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious;
        return Math.min(1, 2 * power / (samples.length * energy));
    }
}
