package dev.patchbay.rtppwire;

import dev.patchbay.net.TransportAddress;

/** The answer to one command, printed by {@link RtppReplyPrinter}. */
public sealed interface RtppReply {

    /** The relay's address for an {@link RtppCommand.Update} or {@link RtppCommand.Lookup}. */
    record Allocated(TransportAddress local) implements RtppReply {}

    /** A lookup for a call that is not there: port and address zero. */
    record NoCall() implements RtppReply {}

    /** The endpoint as it stood in the request. */
    record SameEndpoint(String address, String port) implements RtppReply {}

    /** A delete that worked. */
    record Deleted() implements RtppReply {}

    /**
     * The answer to a query.
     *
     * @param secondsLeft until the call would end for lack of packets
     */
    record Statistics(long secondsLeft, long rtpPackets, long rtcpPackets) implements RtppReply {}

    /** The date of the protocol. */
    record Version(String date) implements RtppReply {}

    record FeatureKnown(boolean isKnown) implements RtppReply {}

    /** {@code E} and a number; rtpengine knows only 8. */
    record Failure(int code) implements RtppReply {

        /** rtpengine's answer to everything that fails. */
        public static final Failure ANY = new Failure(8);
    }
}
