package dev.patchbay.daemon.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time below a second as options write it: {@code 500us}, {@code 1ms}, {@code 0}. */
final class ShortTime {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(us|ms)|0");
    private static final int US_PER_MS = 1000;

    private ShortTime() {}

    /**
     * Reads it.
     *
     * @return microseconds
     * @throws IllegalArgumentException for anything else, and for a longer one
     */
    static int parseUs(String text, int mostUs) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a time such as 500us, 1ms or 0");
        }
        if (matcher.group(1) == null) {
            return 0;
        }
        int number = Integer.parseInt(matcher.group(1));
        int us = matcher.group(2).equals("ms") ? number * US_PER_MS : number;
        if (us > mostUs) {
            throw new IllegalArgumentException(text + " is longer than " + mostUs + "us");
        }
        return us;
    }
}
