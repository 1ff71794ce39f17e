package dev.patchbay.proxy.registrar;

import java.time.Duration;

/**
 * How long registrations last.
 *
 * @param shortest who asks for less is told this (423), so that nobody registers all the time
 * @param standard for who asks for nothing
 * @param longest who asks for more gets this
 */
public record RegistrationTimes(Duration shortest, Duration standard, Duration longest) {

    public RegistrationTimes {
        boolean isOrdered = shortest.compareTo(standard) <= 0 && standard.compareTo(longest) <= 0;
        // RFC 3261, section 10.3: only what is shorter than an hour may be refused as too brief.
        if (!shortest.isPositive() || !isOrdered || shortest.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "registration times have to be 0 < shortest <= standard <= longest, and shortest an hour at most");
        }
    }

    public static RegistrationTimes byDefault() {
        return new RegistrationTimes(Duration.ofSeconds(60), Duration.ofSeconds(3600), Duration.ofSeconds(7200));
    }
}
