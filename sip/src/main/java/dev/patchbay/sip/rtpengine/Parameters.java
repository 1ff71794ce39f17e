package dev.patchbay.sip.rtpengine;

import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;

/** Reads values of module parameters. */
final class Parameters {

    private Parameters() {}

    static int number(String name, String value) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new IllegalArgumentException("parameter " + name + ": '" + value + "' is not a whole number of 0 or more");
    }

    static boolean truth(String name, String value) {
        return number(name, value) != 0;
    }

    static Duration seconds(String name, String value) {
        return Duration.ofSeconds(number(name, value));
    }

    static Duration millis(String name, String value) {
        return Duration.ofMillis(number(name, value));
    }

    static IllegalArgumentException unknown(String name, Collection<String> known) {
        return new IllegalArgumentException("unknown parameter '" + name + "'; there are " + new TreeSet<>(known));
    }
}
