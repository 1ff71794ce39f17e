package dev.patchbay.ngwire;

import java.util.Set;

/** What is rewritten in the SDP beside addresses and ports. */
public record SdpFlags(
        Set<Replace> replace,
        boolean generateMid,
        boolean stripExtmap,
        boolean noRtcpAttribute,
        boolean fullRtcpAttribute,
        boolean loopProtect,
        boolean originalSendrecv) {

    /** The parts that key {@code replace} can name. */
    public enum Replace {
        ORIGIN,
        SESSION_CONNECTION,
        SESSION_NAME,
        SDP_VERSION,
        USERNAME,
        ZERO_ADDRESS
    }

    public SdpFlags {
        replace = Set.copyOf(replace);
    }

    public boolean replaces(Replace part) {
        return replace.contains(part);
    }
}
