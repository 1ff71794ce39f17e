package dev.patchbay.dsp;

import java.util.Optional;

/**
 * Finds the strongest tone in a block of samples, at whatever frequency it is: Goertzel's algorithm on a grid of frequencies, then a search
 * around the strongest one. A Hann window keeps a tone between two grid frequencies from spreading. One thread.
 *
 * <p>100 ms at 8000 Hz take about half a million multiplications.
 */
public final class ToneDetector {

    /** Below, hum and offset are not told from a tone. */
    public static final int MIN_FREQUENCY_HZ = 100;

    /** Quieter than this is silence: the steps of G.711 around zero are some -65 dBm0. */
    public static final double SILENCE_DBM0 = -60;

    /** Blocks per second; their inverse is also the grid's step in Hz. */
    private static final int BLOCKS_PER_SECOND = 10;

    /** A grid to the very edge would find the mirror image of a tone beyond it. */
    private static final double HIGHEST_SHARE_OF_RATE = 0.48;

    /** Each step leaves 62 % of the interval: from 20 Hz to some thousandths of a hertz. */
    private static final int REFINEMENTS = 18;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final int sampleRateHz;
    private final double[] window;
    private final double[] windowed;
    private final double windowSum;
    private final double windowPower;

    public ToneDetector(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        int length = sampleRateHz / BLOCKS_PER_SECOND;
        window = new double[length];
        windowed = new double[length];
        double sum = 0;
        double power = 0;
        for (int i = 0; i < length; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / length);
            sum += window[i];
            power += window[i] * window[i];
        }
        windowSum = sum;
        windowPower = power;
    }

    /** Samples that {@link #detect} looks at. */
    public int blockLength() {
        return window.length;
    }

    /**
     * @param block at least {@link #blockLength} samples
     * @return empty for silence; noise gives a tone of low confidence
     */
    public Optional<Tone> detect(short[] block) {
        double power = 0;
        for (int i = 0; i < window.length; i++) {
            windowed[i] = window[i] * block[i];
            power += windowed[i] * windowed[i];
        }
        power /= windowPower;
        if (Level.ofAmplitude(Math.sqrt(2 * power)) < SILENCE_DBM0) {
            return Optional.empty();
        }
        double frequencyHz = refined(strongestOfGrid());
        double amplitude = amplitude(frequencyHz);
        return Optional.of(new Tone(
                frequencyHz, Level.ofAmplitude(amplitude), Math.min(1, amplitude * amplitude / 2 / power)));
    }

    private double strongestOfGrid() {
        double best = MIN_FREQUENCY_HZ;
        double bestAmplitude = -1;
        for (double at = MIN_FREQUENCY_HZ; at < HIGHEST_SHARE_OF_RATE * sampleRateHz; at += BLOCKS_PER_SECOND) {
            double amplitude = amplitude(at);
            if (amplitude > bestAmplitude) {
                bestAmplitude = amplitude;
                best = at;
            }
        }
        return best;
    }

    /** The maximum between the grid frequencies beside: by golden section, as there is one hill only. */
    private double refined(double gridHz) {
        double low = gridHz - BLOCKS_PER_SECOND;
        double high = gridHz + BLOCKS_PER_SECOND;
        for (int i = 0; i < REFINEMENTS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (amplitude(left) > amplitude(right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return (low + high) / 2;
    }

    /** The amplitude of the sine at this frequency (Goertzel). */
    private double amplitude(double frequencyHz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * frequencyHz / sampleRateHz);
        double previous = 0;
        double beforePrevious = 0;
        for (double sample : windowed) {
            double state = sample + coefficient * previous - beforePrevious;
            beforePrevious = previous;
            previous = state;
        }
        double square = previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious;
        return 2 * Math.sqrt(Math.max(0, square)) / windowSum;
    }
}
