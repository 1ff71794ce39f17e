package dev.patchbay.phone.media;

/** Keys of a phone and their event numbers (RFC 4733, section 3.2). */
public final class DtmfDigit {

    private static final String KEYS = "0123456789*#ABCD";

    private DtmfDigit() {}

    /** The event of a key, 0..15; -1 if there is no such key. */
    public static int toEvent(char key) {
        return KEYS.indexOf(Character.toUpperCase(key));
    }

    /** The key of an event; {@code ?} for events that are no keys. */
    public static char ofEvent(int event) {
        return event >= 0 && event < KEYS.length() ? KEYS.charAt(event) : '?';
    }
}
