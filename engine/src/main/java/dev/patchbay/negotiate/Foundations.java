package dev.patchbay.negotiate;

import dev.patchbay.ice.IceCredentials;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The foundation of each local address (RFC 8445, section 5.1.1.3): drawn by lot once, so that it says nothing about the host. As many
 * as there are addresses. Thread-safe.
 */
final class Foundations {

    // rtpengine: this length.
    private static final int LENGTH = 16;

    private record Place(String logicalInterface, IpFamily preferred, IpAddress address) {}

    private final Map<Place, String> drawn = new ConcurrentHashMap<>();
    private final RandomGenerator random;

    /** @param random thread-safe */
    Foundations(RandomGenerator random) {
        this.random = random;
    }

    /** @param preferred the family the party is reached by first; rtpengine: has a foundation for each */
    String of(String logicalInterface, IpFamily preferred, IpAddress address) {
        return drawn.computeIfAbsent(
                new Place(logicalInterface, preferred, address), _ -> IceCredentials.text(random, LENGTH));
    }
}
