package dev.patchbay.negotiate;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.ngwire.CommandException;
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
     */
    static void offerProtocol(MediaSection sender, MediaSection receiver, String offered, TransportFlags flags)
            throws CommandException {
        boolean isTranslated = isRtp(sender)
                && isRtp(receiver)
                && !sender.protocolText().equals(receiver.protocolText());
        sender.setProtocol(offered);
        Optional<String> wanted = wanted(flags).filter(_ -> isRtp(sender));
        if (wanted.isPresent()) {
            checkSecurity(offered, wanted.get());
            receiver.setProtocol(wanted.get());
        } else if (!isTranslated || !isRtp(sender)) {
            receiver.setProtocol(offered);
        }
    }

    /** By default the offerer gets back the protocol it offered, whatever the answerer made of it. */
    static void answerProtocol(MediaSection sender, MediaSection receiver, String answered, TransportFlags flags)
            throws CommandException {
        sender.setProtocol(answered);
        boolean isAccepted = flags.protocol().filter(ACCEPT::equals).isPresent();
        Optional<String> wanted = wanted(flags);
        if (!isRtp(sender) || !isRtp(receiver) || isAccepted || isSecure(answered) != isSecure(receiver.protocolText())) {
            receiver.setProtocol(answered);
        } else if (wanted.isPresent()) {
            checkSecurity(answered, wanted.get());
            receiver.setProtocol(wanted.get());
        }
    }

    /** SRTP passes end to end; making it from RTP, or RTP from it, is what this version cannot do. */
    private static void checkSecurity(String given, String wanted) throws CommandException {
        if (isSecure(given) != isSecure(wanted)) {
            throw new CommandException("SRTP is not supported by this version: cannot translate " + given + " to " + wanted);
        }
    }

    private static boolean isSecure(String protocol) {
        return TransportProtocol.parse(protocol).map(TransportProtocol::isSecure).orElse(false);
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
        receiver.setRtcpMuxProposed(modes.contains(RtcpMux.OFFER) || (offered && !modes.contains(RtcpMux.DEMUX)));
    }

    private static MediaSection.RtcpMuxVerdict verdict(Set<RtcpMux> modes) {
        if (modes.contains(RtcpMux.DEMUX) || modes.contains(RtcpMux.ACCEPT)) {
            return MediaSection.RtcpMuxVerdict.ACCEPT;
        }
        return modes.contains(RtcpMux.REJECT) ? MediaSection.RtcpMuxVerdict.REJECT : MediaSection.RtcpMuxVerdict.FOLLOW;
    }

    static void answerRtcpMux(MediaSection sender, MediaSection receiver, boolean accepted) {
        sender.set(Flag.RTCP_MUX, accepted);
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
