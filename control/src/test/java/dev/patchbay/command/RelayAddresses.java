package dev.patchbay.command;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.sdp.SdpBody;
import dev.patchbay.sdp.SdpParser;
import dev.patchbay.sdp.SdpSyntaxException;
import dev.patchbay.sdp.SessionDescription;

/** The relay's own addresses in an SDP that it wrote: of its first section. */
record RelayAddresses(TransportAddress rtp, TransportAddress rtcp) {

    static RelayAddresses in(String sdp) {
        SdpBody body;
        try {
            body = SdpParser.parse(sdp);
        } catch (SdpSyntaxException e) {
            throw new AssertionError(e);
        }
        SessionDescription session = body.sessions().getFirst();
        var media = session.media().getFirst();
        return new RelayAddresses(
                session.rtpAddress(media).orElseThrow(), session.rtcpAddress(media).orElse(session.rtpAddress(media).orElseThrow()));
    }
}
