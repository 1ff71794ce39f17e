package dev.patchbay.rtppwire;

/**
 * The letters behind the command letter.
 *
 * @param letters as they came, possibly with arguments in between ({@code c0,8,101}); empty when there are none
 */
public record RtppModifiers(String letters) {

    /** Interface names by letter: {@code e} and {@code i}. */
    private static final String EXTERNAL = "external";

    private static final String INTERNAL = "internal";

    /**
     * The interfaces of both sides (rtpengine: the first two of the letters {@code e} and {@code i}, in any case).
     *
     * @return {@code "external"} or {@code "internal"} for the first and the second side; empty strings where not given
     */
    public Sides interfaces() {
        String[] sides = {"", ""};
        int count = 0;
        for (int i = 0; i < letters.length() && count < sides.length; i++) {
            switch (letters.charAt(i)) {
                case 'e', 'E' -> sides[count++] = EXTERNAL;
                case 'i', 'I' -> sides[count++] = INTERNAL;
                default -> {}
            }
        }
        return new Sides(sides[0], sides[1]);
    }

    /** Interface names; empty for the default one. */
    public record Sides(String first, String second) {}
}
