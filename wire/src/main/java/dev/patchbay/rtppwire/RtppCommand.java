package dev.patchbay.rtppwire;

import dev.patchbay.net.TransportAddress;
import java.util.Optional;

/** What a request asks for. */
public sealed interface RtppCommand {

    /** A command about one call, for the engine to answer. */
    sealed interface OfCall extends RtppCommand {
        String callId();

        Optional<String> viaBranch();
    }

    /** {@code U}: the caller's media section and where it receives. */
    record Update(
            RtppModifiers modifiers,
            String callId,
            Optional<String> viaBranch,
            TransportAddress endpoint,
            RtppTag fromTag,
            Optional<RtppTag> toTag)
            implements OfCall {}

    /** {@code L}: the callee's media section, of a call that an {@link Update} has made. */
    record Lookup(
            RtppModifiers modifiers,
            String callId,
            Optional<String> viaBranch,
            TransportAddress endpoint,
            RtppTag fromTag,
            Optional<RtppTag> toTag)
            implements OfCall {}

    /** {@code D}. */
    record Delete(
            RtppModifiers modifiers, String callId, Optional<String> viaBranch, RtppTag fromTag, Optional<RtppTag> toTag)
            implements OfCall {}

    /** {@code Q}. */
    record Query(
            RtppModifiers modifiers, String callId, Optional<String> viaBranch, RtppTag fromTag, Optional<RtppTag> toTag)
            implements OfCall {}

    /** {@code V}: which protocol. */
    record Version() implements RtppCommand {}

    /** {@code VF}: whether the feature that came on this date is there. */
    record Feature(String date) implements RtppCommand {}

    /**
     * An update or lookup that cannot be read beyond its address and port: the answer gives both back, so that the SDP stays
     * as it was.
     */
    record UnreadableEndpoint(String address, String port) implements RtppCommand {}

    /** Anything else. */
    record Unknown() implements RtppCommand {}
}
