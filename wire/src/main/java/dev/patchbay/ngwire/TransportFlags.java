package dev.patchbay.ngwire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where and how media is to travel.
 *
 * @param protocol {@code transport-protocol} as given, e.g. {@code RTP/AVPF} or {@code accept}
 * @param rtcpMux what {@code rtcp-mux} lists
 * @param mediaAddress {@code media-address}: the address to print instead of the interface's
 * @param addressFamily {@code address-family} as given, {@code IP4} or {@code IP6}
 * @param direction at most two interface names: of the sender's side, of the receiver's side
 * @param receivedFrom source address of the SIP message
 * @param useSipSource true for {@code SIP-source-address}, false for {@code trust-address}; empty = as configured
 * @param tos value for sent packets, 0..255; negative = leave unchanged; empty = back to the configured default
 * @param portLatching true for {@code port-latching}, false for {@code no-port-latching}; empty = by rule
 * @param reset un-learn what the receiver supports
 */
public record TransportFlags(
        Optional<String> protocol,
        Set<RtcpMux> rtcpMux,
        Optional<String> mediaAddress,
        Optional<String> addressFamily,
        List<String> direction,
        Optional<String> receivedFrom,
        Optional<Boolean> useSipSource,
        OptionalInt tos,
        Optional<Boolean> portLatching,
        boolean reset) {

    /** The modes of key {@code rtcp-mux}. */
    public enum RtcpMux {
        /** Offer multiplexing to the receiver, even if the sender did not. */
        OFFER,
        /** Offer it as the only way: {@code a=rtcp} names the RTP port. */
        REQUIRE,
        /** The sender offered it and gets it; the receiver is not asked. */
        DEMUX,
        /** Accept the sender's offer, whatever the receiver says. */
        ACCEPT,
        /** Refuse the sender's offer. */
        REJECT
    }

    public TransportFlags {
        rtcpMux = Set.copyOf(rtcpMux);
        direction = List.copyOf(direction);
    }
}
