package dev.patchbay.offload;

import dev.patchbay.net.TransportAddress;

/**
 * Which streams the kernel may forward, and how long a stream stays in user space after it came back. No state.
 *
 * <p>What user space does to packets the kernel cannot do: a stream qualifies only if its packets leave as they came, but for addresses.
 */
public final class OffloadPolicy {

    private static final long NOW = 0;
    private static final long SECOND = 1_000_000_000L;
    private static final long FIRST_PAUSE_NS = 5 * SECOND;
    private static final long MAX_PAUSE_NS = 300 * SECOND;
    /** Nothing that would tell: it is tried again at times. */
    private static final long UNCHANGED_PAUSE_NS = 10 * SECOND;

    private final int minPort;
    private final int maxPort;

    /** @param minPort of the local ports that may be served, with {@code maxPort} */
    public OffloadPolicy(int minPort, int maxPort) {
        this.minPort = minPort;
        this.maxPort = maxPort;
    }

    /** What the plan of the call allows: KERNEL, or why not. */
    public static Placement ofPlan(StreamTraits stream) {
        if (!stream.isPlainRtp()) {
            return Placement.NOT_RTP;
        }
        if (stream.isDropped()) {
            return Placement.TRAFFIC_DROPPED;
        }
        if (stream.receivers() != 1) {
            return stream.receivers() == 0 ? Placement.NO_RECEIVER : Placement.SEVERAL_RECEIVERS;
        }
        return stream.payloadTypes().isEmpty() ? Placement.NO_PAYLOAD_TYPE : Placement.KERNEL;
    }

    /**
     * What the state of a stream allows that its plan allows: KERNEL, or why not.
     *
     * @param local where its packets arrive
     * @param target where they go
     * @param isSettled both endpoints are confirmed; that takes a few seconds after an offer or answer, see {@code EndpointLearner}
     */
    public Placement ofState(TransportAddress local, TransportAddress target, boolean isSettled) {
        if (!isSettled) {
            return Placement.LEARNING;
        }
        if (local.port() < minPort || local.port() > maxPort) {
            return Placement.PORT_NOT_SERVED;
        }
        return local.family() == target.family() ? Placement.KERNEL : Placement.OTHER_FAMILY;
    }

    /** Whether the kernel failed the stream. */
    public static boolean isSetback(Placement why) {
        return why == Placement.EGRESS_STOPPED || why == Placement.NOT_MET || why == Placement.MOSTLY_UP;
    }

    /**
     * How long a stream stays in user space.
     *
     * @param why it is there
     * @param setbacks how often the kernel failed this stream
     * @return nanoseconds
     */
    public static long pauseNs(Placement why, int setbacks) {
        return switch (why) {
            // The next packet or plan decides anew.
            case KERNEL, LEARNING, SIGNALLED, ENDPOINT_MOVED, ROUTE_CHANGED, ENDED -> NOW;
            // Only another plan changes these.
            case OFF, NOT_RTP, NO_RECEIVER, SEVERAL_RECEIVERS, TRAFFIC_DROPPED, NO_PAYLOAD_TYPE, PORT_NOT_SERVED, OTHER_FAMILY ->
                MAX_PAUSE_NS;
            case LOCAL_PEER, INTERFACE_NOT_SERVED, NO_ROUTE, TABLE_FULL, REFUSED -> UNCHANGED_PAUSE_NS;
            // It went wrong: tried again ever more seldom.
            case EGRESS_STOPPED, NOT_MET, MOSTLY_UP ->
                Math.min(MAX_PAUSE_NS, FIRST_PAUSE_NS << Math.clamp(setbacks - 1, 0, 10));
        };
    }
}
