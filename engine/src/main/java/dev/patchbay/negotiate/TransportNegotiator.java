package dev.patchbay.negotiate;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.ngwire.SecurityFlags.Osrtp;
import dev.patchbay.ngwire.SignallingFlags;
import dev.patchbay.ngwire.TransportFlags;
import dev.patchbay.ngwire.TransportFlags.RtcpMux;
import dev.patchbay.sdp.TransportProtocol;
import java.util.Optional;
import java.util.Set;

/** Decides the transport protocol and RTCP multiplexing of the two sides of an m-line. */
final class TransportNegotiator {

    /** Value of {@code transport-protocol} in an answer: take over the protocol the answerer chose. */
    private static final String ACCEPT = "accept";

    private TransportNegotiator() {}

    /**
     * A translation asked for once stays in force for re-offers; without one the offered protocol goes on. Only one RTP profile is
     * ever translated to another.
     *
     * @param hasKeys the SDP has {@code a=crypto} lines or speaks DTLS: over plain RTP an opportunistic offer (OSRTP)
     */
    static void offerProtocol(
            MediaSection sender, MediaSection receiver, String offered, boolean hasKeys, SignallingFlags flags) {
        boolean isTranslated = isRtp(sender) && isRtp(receiver) && !hasSameProtocol(sender, receiver);
        sender.setProtocol(offered);
        sender.setOpportunistic(hasKeys && isPlainRtp(sender));
        Optional<String> wanted = wanted(flags.transport()).filter(_ -> isRtp(sender));
        if (wanted.isPresent()) {
            receiver.setProtocol(wanted.get());
            receiver.setOpportunistic(false);
        } else if (!isTranslated || !isRtp(sender)) {
            receiver.setProtocol(offered);
            receiver.setOpportunistic(sender.isOpportunistic());
        }
        if (flags.security().osrtp().contains(Osrtp.OFFER)) {
            receiver.setOpportunistic(isPlainRtp(receiver));
        }
    }

    private static boolean hasSameProtocol(MediaSection one, MediaSection other) {
        return one.protocolText().equals(other.protocolText()) && one.isOpportunistic() == other.isOpportunistic();
    }

    /**
     * By default the offerer gets back the protocol it offered, whatever the answerer made of it. Its opportunistic SRTP is refused when
     * the answerer has refused it.
     *
     * @param hasKeys as above
     */
    static void answerProtocol(
            MediaSection sender, MediaSection receiver, String answered, boolean hasKeys, SignallingFlags flags) {
        String proposed = sender.protocolText();
        boolean wasOpportunistic = sender.isOpportunistic();
        sender.setProtocol(answered);
        boolean hasChanged = !sender.protocolText().equals(proposed);
        sender.setOpportunistic(wasOpportunistic && hasKeys && isPlainRtp(sender));
        boolean isAccepted = flags.transport().protocol().filter(ACCEPT::equals).isPresent() && hasChanged;
        Optional<String> wanted = wanted(flags.transport());
        if (!isRtp(sender) || !isRtp(receiver) || isAccepted) {
            receiver.setProtocol(answered);
            receiver.setOpportunistic(sender.isOpportunistic());
        } else if (wanted.isPresent()) {
            receiver.setProtocol(wanted.get());
            receiver.setOpportunistic(receiver.isOpportunistic() && isPlainRtp(receiver));
        }
        boolean isRefused = wasOpportunistic && !sender.isSrtp() && !flags.security().osrtp().contains(Osrtp.ACCEPT);
        if (isRefused) {
            receiver.setOpportunistic(false);
        }
    }

    private static boolean isPlainRtp(MediaSection section) {
        return section.protocol().map(p -> p.isRtp() && !p.isSecure()).orElse(false);
    }

    /** The RTP profile that {@code transport-protocol} names; anything else it may say is ignored. */
    private static Optional<String> wanted(TransportFlags flags) {
        return flags.protocol().filter(p -> TransportProtocol.parse(p).map(TransportProtocol::isRtp).orElse(false));
    }

    private static boolean isRtp(MediaSection section) {
        return section.protocol().map(TransportProtocol::isRtp).orElse(false);
    }

    /**
     * Notes what the offerer wants and what the other side is offered.
     *
     * @param offered the SDP has {@code a=rtcp-mux}
     */
    static void offerRtcpMux(MediaSection sender, MediaSection receiver, boolean offered, Set<RtcpMux> modes) {
        sender.setOfferedRtcpMux(offered);
        sender.setRtcpMuxVerdict(verdict(modes));
        if (modes.contains(RtcpMux.REQUIRE)) {
            receiver.set(Flag.RTCP_MUX, true);
        }
        // rtpengine: what the other side was offered once, or has agreed on, it is offered again.
        boolean isProposed = offered || receiver.isRtcpMuxProposed();
        receiver.setRtcpMuxProposed(modes.contains(RtcpMux.OFFER) || (isProposed && !modes.contains(RtcpMux.DEMUX)));
    }

    private static MediaSection.RtcpMuxVerdict verdict(Set<RtcpMux> modes) {
        if (modes.contains(RtcpMux.DEMUX) || modes.contains(RtcpMux.ACCEPT)) {
            return MediaSection.RtcpMuxVerdict.ACCEPT;
        }
        return modes.contains(RtcpMux.REJECT) ? MediaSection.RtcpMuxVerdict.REJECT : MediaSection.RtcpMuxVerdict.FOLLOW;
    }

    static void answerRtcpMux(MediaSection sender, MediaSection receiver, boolean accepted) {
        sender.set(Flag.RTCP_MUX, accepted);
        sender.setRtcpMuxProposed(accepted);
        boolean granted =
                receiver.hasOfferedRtcpMux()
                        && switch (receiver.rtcpMuxVerdict()) {
                            case ACCEPT -> true;
                            case REJECT -> false;
                            case FOLLOW -> accepted;
                        };
        receiver.set(Flag.RTCP_MUX, granted);
    }
}
