package dev.patchbay.offload;

/** Where the packets of a stream are forwarded; in user space, why there. */
public enum Placement {
    KERNEL("in the kernel"),
    OFF("in-kernel forwarding is off or not possible here"),
    NOT_RTP("it is not plain RTP between parties without ICE"),
    NO_RECEIVER("nobody receives it"),
    SEVERAL_RECEIVERS("it has several receivers"),
    TRAFFIC_DROPPED("key drop-traffic=start is in force"),
    NO_PAYLOAD_TYPE("no payload type for the kernel was signalled"),
    PORT_NOT_SERVED("its local port is not among those for the kernel"),
    LEARNING("its endpoint or the receiver's is not confirmed yet"),
    OTHER_FAMILY("the receiver's address is of another family"),
    LOCAL_PEER("one of the parties is on this host"),
    INTERFACE_NOT_SERVED("no program is attached to an interface it passes"),
    NO_ROUTE("there is no route to one of the parties"),
    TABLE_FULL("the table of flows is full"),
    REFUSED("the kernel refused the flow"),
    SIGNALLED("an offer or answer changed the call"),
    ENDPOINT_MOVED("an endpoint moved"),
    ROUTE_CHANGED("the route changed"),
    EGRESS_STOPPED("packets no longer left the interface"),
    NOT_MET("its packets do not pass the program"),
    MOSTLY_UP("most of its packets are for user space"),
    ENDED("the call ended");

    private final String explanation;

    Placement(String explanation) {
        this.explanation = explanation;
    }

    public boolean isKernel() {
        return this == KERNEL;
    }

    /** Whether the kernel will not have the stream as things are, though there is in-kernel forwarding. */
    public boolean isLasting() {
        return switch (this) {
            case KERNEL, OFF, NO_RECEIVER, TRAFFIC_DROPPED, LEARNING, SIGNALLED, ENDPOINT_MOVED, ROUTE_CHANGED, ENDED -> false;
            case NOT_RTP,
                    SEVERAL_RECEIVERS,
                    NO_PAYLOAD_TYPE,
                    PORT_NOT_SERVED,
                    OTHER_FAMILY,
                    LOCAL_PEER,
                    INTERFACE_NOT_SERVED,
                    NO_ROUTE,
                    TABLE_FULL,
                    REFUSED,
                    EGRESS_STOPPED,
                    NOT_MET,
                    MOSTLY_UP ->
                true;
        };
    }

    /** For operators: {@code in user space because …}, or where it is. */
    public String explanation() {
        return explanation;
    }
}
