package dev.patchbay.door;

/** What peers sent, made fit for one log line: bounded, and no control characters that could forge another line. */
public final class LogText {

    private static final int MAX_CHARS = 4096;

    private LogText() {}

    /** @param octets an octet string; all but printable ASCII is shown as {@code \r}, {@code \n} or {@code \xNN} */
    public static String of(String octets) {
        if (isFit(octets)) {
            return octets;
        }
        int length = Math.min(octets.length(), MAX_CHARS);
        StringBuilder text = new StringBuilder(length + 16);
        for (int i = 0; i < length; i++) {
            char c = octets.charAt(i);
            if (c == '\r') {
                text.append("\\r");
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c >= ' ' && c < 0x7f) {
                text.append(c);
            } else {
                text.append("\\x").append(Character.forDigit((c >> 4) & 0xf, 16)).append(Character.forDigit(c & 0xf, 16));
            }
        }
        return length < octets.length() ? text.append("...").toString() : text.toString();
    }

    /** Nearly everything is. */
    private static boolean isFit(String octets) {
        if (octets.length() > MAX_CHARS) {
            return false;
        }
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
