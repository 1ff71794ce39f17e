package dev.patchbay.sip.flag;

/**
 * What one token means.
 *
 * @param sent what goes to the relay for it; empty: nothing by itself
 */
public record FlagExplanation(String token, Verdict verdict, String sent, String meaning) {

    /** What to make of a token. */
    public enum Verdict {
        OK,
        /** Still understood; something else says it better. */
        OBSOLETE,
        /** Understood, and without effect. */
        IGNORED,
        /** Nobody is known to understand it; the relay gets it all the same. */
        UNKNOWN,
        /** The module refuses the whole string for it. */
        ERROR
    }
}
