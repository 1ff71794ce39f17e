package dev.patchbay.metrics;

/**
 * Media packets relayed, in all or per second.
 *
 * @param bytes of UDP payload
 * @param errors packets that were not relayed
 */
public record TrafficFigures(long packets, long bytes, long errors) {

    public static final TrafficFigures NONE = new TrafficFigures(0, 0, 0);

    public TrafficFigures plus(TrafficFigures other) {
        return new TrafficFigures(packets + other.packets, bytes + other.bytes, errors + other.errors);
    }
}
