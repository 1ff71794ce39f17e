package dev.patchbay.dsp;

/**
 * A tone that was heard.
 *
 * @param frequencyHz to a part of a hertz
 * @param levelDbm0 of the tone alone, without the noise around it
 * @param confidence 0..1: the share of the signal's power that is this tone
 */
public record Tone(double frequencyHz, double levelDbm0, double confidence) {

    /** Below this share it may as well be speech or music that happens to have its strongest part there. */
    private static final double CLEAR_SHARE = 0.8;

    /** Whether hardly anything else was heard. */
    public boolean isClear() {
        return confidence >= CLEAR_SHARE;
    }
}
