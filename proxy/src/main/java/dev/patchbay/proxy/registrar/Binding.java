package dev.patchbay.proxy.registrar;

import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.proxy.nat.ListeningContact;
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

    /**
     * What is left when the connection of its flow has closed: a phone that listens where its contact says, beside the connection, can be
     * called by a new one. Empty for a browser, and for a device that has said it wants to be called by its connections (RFC 5626).
     */
    Optional<Binding> withoutConnection() {
        boolean isListening = device.isEmpty() && flow.filter(known -> ListeningContact.isBeside(contact, known)).isPresent();
        return isListening
                ? Optional.of(new Binding(contact, q, expiresAt, stamp, device, Optional.empty(), path))
                : Optional.empty();
    }

    public boolean isValidAt(Instant now) {
        return expiresAt.isAfter(now);
    }
}
