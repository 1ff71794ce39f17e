package dev.patchbay.rtpp;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.rtppwire.RtppCommand;
import dev.patchbay.rtppwire.RtppReply;

/** Carries out one request about a call. Called on many threads at once, may block. */
@FunctionalInterface
public interface RtppDispatcher {

    /** @param peer where the request came from */
    RtppReply dispatch(RtppCommand.OfCall command, TransportAddress peer);
}
