package dev.patchbay.negotiate;

import dev.patchbay.call.CallState;
import dev.patchbay.call.Participant;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.ngwire.DialogKeys;
import dev.patchbay.ngwire.SignallingFlags;
import dev.patchbay.port.Interfaces;
import dev.patchbay.port.OutOfPortsException;
import dev.patchbay.port.PortSet;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.Content;
import dev.patchbay.sdp.Content.MediaLine;
import dev.patchbay.sdp.MediaDescription;
import dev.patchbay.sdp.SdpBody;
import dev.patchbay.sdp.SdpLine;
import dev.patchbay.sdp.SdpPrinter;
import dev.patchbay.sdp.SessionDescription;
import dev.patchbay.sdp.TransportProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Offer and answer (RFC 3264) as seen by a relay in the middle. Pure but for the ports it takes: the state given is not changed,
 * and when an exception leaves here every port taken meanwhile is handed to {@code abandon}.
 */
public final class OfferAnswerEngine {

    public static final String OUT_OF_PORTS = "Ran out of ports";
    public static final String INCOMPLETE_SDP = "Incomplete SDP specification";
    public static final String REWRITE_FAILED = "Error rewriting SDP";

    /** Media type of a section of which only the address is known. */
    private static final String BARE_MEDIA_TYPE = "audio";

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final EngineSettings settings;
    private final Interfaces interfaces;
    private final PortSource ports;
    private final PortSink abandoned;
    private final RandomGenerator random;
    private final Foundations foundations;

    /** Takes back ports that did not come into use. */
    @FunctionalInterface
    public interface PortSink {
        void abandon(PortSet ports);
    }

    /** @param random thread-safe and of cryptographic strength in production: makes credentials */
    public OfferAnswerEngine(
            EngineSettings settings,
            Interfaces interfaces,
            PortSource ports,
            PortSink abandoned,
            RandomGenerator random) {
        this.settings = settings;
        this.interfaces = interfaces;
        this.ports = ports;
        this.abandoned = abandoned;
        this.random = random;
        this.foundations = new Foundations(random);
    }

    /**
     * @param nowUs microseconds since 1970
     * @throws CommandException with the {@code error-reason}
     */
    public Negotiation offer(CallState current, SdpBody body, DialogKeys keys, SignallingFlags flags, long nowUs)
            throws CommandException {
        return negotiate(current, body, keys, flags, nowUs, true);
    }

    /** As {@link #offer}; the party named by the to-tag is the one that sends the SDP. */
    public Negotiation answer(CallState current, SdpBody body, DialogKeys keys, SignallingFlags flags, long nowUs)
            throws CommandException {
        return negotiate(current, body, keys, flags, nowUs, false);
    }

    /**
     * An offer or answer of one media section without SDP, as the older rtpproxy protocol brings it. The result has no body; the
     * ports asked for are the receiver's in that section.
     *
     * @param endpoint where the sender expects media
     * @param sectionIndex 0-based
     */
    public Negotiation endpoint(
            CallState current,
            TransportAddress endpoint,
            int sectionIndex,
            DialogKeys keys,
            SignallingFlags flags,
            boolean isOffer,
            long nowUs)
            throws CommandException {
        MediaLine line = new MediaLine(
                BARE_MEDIA_TYPE, endpoint.port(), 1, TransportProtocol.RTP_AVP.sdpName(), List.of());
        MediaDescription media = new MediaDescription(SdpLine.of(line), List.of());
        SessionDescription session = new SessionDescription(
                List.of(SdpLine.of(new Content.Connection(endpoint.ip()))), List.of(media));
        return negotiate(
                current,
                keys,
                flags,
                nowUs,
                isOffer,
                (sections, dialog) -> {
                    sections.negotiate(dialog.sender(), dialog.receiver(), session, media, sectionIndex);
                    return "";
                });
    }

    /** What is done between finding the parties and putting the new state in force. */
    @FunctionalInterface
    private interface SectionWork {
        String with(SectionNegotiator sections, DialogMatcher.Dialog dialog) throws CommandException, OutOfPortsException;
    }

    /** Whether this relay has rewritten the body already (flag {@code loop-protect}), so that it has to be left alone. */
    public boolean isLoop(SdpBody body, SignallingFlags flags) {
        return flags.sdp().loopProtect()
                && body.sessions().stream()
                        .flatMap(s -> s.all(Attribute.LoopTag.class).stream())
                        .anyMatch(tag -> tag.instanceId().equals(settings.instanceId()));
    }

    private Negotiation negotiate(
            CallState current, SdpBody body, DialogKeys keys, SignallingFlags flags, long nowUs, boolean isOffer)
            throws CommandException {
        if (body.sessions().stream().allMatch(s -> s.media().isEmpty())) {
            throw new CommandException(REWRITE_FAILED);
        }
        return negotiate(current, keys, flags, nowUs, isOffer, (sections, dialog) -> {
            int index = 0;
            for (SessionDescription session : body.sessions()) {
                for (MediaDescription media : session.media()) {
                    sections.negotiate(dialog.sender(), dialog.receiver(), session, media, index++);
                }
            }
            SdpRewriter rewriter = new SdpRewriter(settings, flags, isOffer, dialog.receiver());
            return SdpPrinter.print(rewriter.rewrite(body.withoutTrailer(), dialog.sender()));
        });
    }

    private Negotiation negotiate(
            CallState current, DialogKeys keys, SignallingFlags flags, long nowUs, boolean isOffer, SectionWork work)
            throws CommandException {
        CallState state = current.copy();
        DialogMatcher matcher = new DialogMatcher(state, nowUs);
        DialogMatcher.Dialog dialog = isOffer ? matcher.forOffer(keys) : matcher.forAnswer(keys);
        applyCallOptions(state, dialog, keys, flags, isOffer);
        List<PortSet> taken = new ArrayList<>();
        PortSource remembering = (local, count) -> {
            PortSet set = ports.allocate(local, count);
            taken.add(set);
            return set;
        };
        SectionNegotiator sections = new SectionNegotiator(
                settings,
                interfaces,
                remembering,
                foundations,
                new IceNegotiator(random, flags.ice(), flags.transport().reset(), isOffer),
                flags,
                isOffer);
        boolean done = false;
        try {
            String sdp = work.with(sections, dialog);
            done = true;
            return new Negotiation(state, sdp, dialog.sender(), dialog.receiver(), taken);
        } catch (OutOfPortsException e) {
            LOG.error("{}", e.getMessage());
            throw new CommandException(OUT_OF_PORTS);
        } finally {
            if (!done) {
                taken.forEach(abandoned::abandon);
            }
        }
    }

    /** Gives back the ports of a result that cannot come into force. */
    public void abandon(Negotiation negotiation) {
        negotiation.freshPorts().forEach(abandoned::abandon);
    }

    private static void applyCallOptions(
            CallState state, DialogMatcher.Dialog dialog, DialogKeys keys, SignallingFlags flags, boolean isOffer) {
        keys.label().ifPresent(dialog.sender()::setLabel);
        flags.call().dropTraffic().ifPresent(state::setDropTraffic);
        flags.call().xmlrpcCallback().ifPresent(_ -> state.setXmlrpcCallback(flags.call().xmlrpcCallback()));
        // rtpengine: a TOS in an answer is ignored, and an answer without one keeps that of the offer.
        if (isOffer && flags.transport().tos().orElse(0) >= 0) {
            state.setTrafficClass(flags.transport().tos());
        }
    }
}
