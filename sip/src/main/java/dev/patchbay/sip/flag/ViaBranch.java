package dev.patchbay.sip.flag;

/** Which branch a command names. */
public sealed interface ViaBranch {

    /** None: the command is for the whole call. */
    record None() implements ViaBranch {}

    /** A branch found by its place; {@link Place} says how. */
    record Of(Place place) implements ViaBranch {}

    /** The branch given in the flags. */
    record Literal(String branch) implements ViaBranch {}

    /** The words behind {@code via-branch=}. */
    enum Place {
        FIRST("1"),
        SECOND("2"),
        /** The first Via of a request, the second of a reply. */
        AUTO("auto"),
        /** The variable that {@code extra_id_pv} names. */
        EXTRA("extra"),
        /** The branch that the request is going to be sent with. */
        NEXT("next"),
        /** {@link #NEXT} of a request, the first Via of a reply. */
        AUTO_NEXT("auto-next"),
        /** {@link #EXTRA} of a request, the first Via of a reply. */
        AUTO_EXTRA("auto-extra");

        private final String word;

        Place(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** Whether it is only known to Kamailio. */
        boolean isKamailioOnly() {
            return this == NEXT || this == AUTO_NEXT || this == AUTO_EXTRA;
        }
    }
}
