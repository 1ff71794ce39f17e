package dev.patchbay.relay;

/**
 * Ports for media, both ends included, on every local address.
 *
 * @param min 1..65535
 * @param max at least {@code min + 1}: one stream takes a pair, the even port first
 */
public record PortRange(int min, int max) {

    /** rtpengine's range. */
    public static final PortRange DEFAULT = new PortRange(30000, 40000);

    public PortRange {
        if (min < 1 || max > 65535) {
            throw new IllegalArgumentException("media ports " + min + ".." + max + " are not within 1..65535");
        }
        if (min >= max) {
            throw new IllegalArgumentException(
                    "media ports " + min + ".." + max + " have no room for a pair of ports: the lowest must be below the highest");
        }
    }
}
