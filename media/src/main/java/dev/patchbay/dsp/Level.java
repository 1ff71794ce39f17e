package dev.patchbay.dsp;

/**
 * Levels of 16-bit samples in dBm0, the power relative to the digital milliwatt (ITU-T G.711, tables 5 and 6). A sine of full scale has
 * +3.14 dBm0; mu-law says +3.17 for its own, which nobody hears.
 */
public final class Level {

    /** Loudest sine there is. */
    public static final double MAX_SINE_DBM0 = 3.14;

    private static final double FULL_SCALE = 32768;

    private Level() {}

    /** The level of a sine of this amplitude; negative infinity for 0. */
    public static double ofAmplitude(double amplitude) {
        return 20 * Math.log10(amplitude / FULL_SCALE) + MAX_SINE_DBM0;
    }

    /** The amplitude of a sine of this level. */
    public static double toAmplitude(double levelDbm0) {
        return FULL_SCALE * Math.pow(10, (levelDbm0 - MAX_SINE_DBM0) / 20);
    }
}
