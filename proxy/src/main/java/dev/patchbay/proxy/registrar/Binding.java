package dev.patchbay.proxy.registrar;

import dev.patchbay.proxy.nat.Flow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A place where a user is.
 *
 * @param contact the URI of the Contact, as it came
 * @param q preference in thousandths, 0..1000
 * @param stamp the request that made or renewed it
 * @param device empty when the Contact says nothing about it
 * @param flow where the user has to be sent to instead of where the contact says; empty when that leads there
 * @param path URIs of the proxies before the user, nearest to us first (RFC 3327)
 */
public record Binding(
        String contact, int q, Instant expiresAt, RegisterStamp stamp, Optional<Device> device, Optional<Flow> flow, List<String> path) {

    /** A Contact without q has this one. */
    public static final int MAX_Q = 1000;

    /** The order in which to try: higher q first, among equals the latest first. */
    static final Comparator<Binding> PREFERENCE = Comparator.comparingInt(Binding::q)
            .reversed()
            .thenComparing(b -> b.stamp().at(), Comparator.reverseOrder());

    public Binding {
        path = List.copyOf(path);
    }

    public boolean isValidAt(Instant now) {
        return expiresAt.isAfter(now);
    }
}
