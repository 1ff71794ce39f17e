package dev.patchbay.plan;

import dev.patchbay.srtp.SrtpParameters;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one component.
 *
 * @param receive for what comes from the party; null = not agreed on yet, and nothing from it is accepted
 * @param send for what goes to the party; null = not agreed on yet, and nothing is sent to it
 */
public record SrtpKeys(@Nullable SrtpParameters receive, @Nullable SrtpParameters send) {

    /** Secure, but nothing agreed on yet. */
    public static final SrtpKeys NONE = new SrtpKeys(null, null);
}
