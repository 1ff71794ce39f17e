package dev.patchbay.negotiate;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.SectionIce;
import dev.patchbay.ice.IceCredentials;
import dev.patchbay.ice.IceMode;
import dev.patchbay.ice.RemoteDescription;
import dev.patchbay.ngwire.IceFlags;
import dev.patchbay.ngwire.IceFlags.Treatment;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.MediaDescription;
import dev.patchbay.sdp.SessionDescription;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides about ICE on both sides of an m-line: whether there is any, the credentials, restarts, who is lite. The two sides are
 * independent: one party may do ICE and the other not. One instance per offer or answer.
 */
final class IceNegotiator {

    private static final String TRICKLE = "trickle";

    private final RandomGenerator random;
    private final IceFlags flags;
    private final boolean isReset;
    private final boolean isOffer;

    /** @param isReset flag {@code reset}: begin anew with everybody */
    IceNegotiator(RandomGenerator random, IceFlags flags, boolean isReset, boolean isOffer) {
        this.random = random;
        this.flags = flags;
        this.isReset = isReset;
        this.isOffer = isOffer;
    }

    /** Before ports are chosen. */
    void negotiate(MediaSection sender, MediaSection receiver, SessionDescription session, MediaDescription media) {
        if (isOffer) {
            flags.lite().ifPresent(lite -> {
                receiver.set(Flag.ICE_LITE, lite.isForward());
                sender.set(Flag.ICE_LITE, lite.isBackward());
            });
        }
        readPeer(sender, session, media);
        boolean isPassthrough = isOffer
                ? sender.has(Flag.ICE) && (flags.is(Treatment.OPTIONAL) || flags.is(Treatment.FORCE_RELAY))
                : sender.has(Flag.ICE_PASSTHROUGH);
        sender.set(Flag.ICE_PASSTHROUGH, isPassthrough);
        receiver.set(Flag.ICE_PASSTHROUGH, isPassthrough);
        treatReceiver(receiver, isWantedBy(receiver, sender));
        // rtpengine: an answer is trickled only to a party that has said that it can do that.
        if (isOffer && flags.trickle()) {
            receiver.set(Flag.TRICKLE_ICE, true);
        }
        settleRole(sender);
        settleRole(receiver);
    }

    /** A lite agent never controls a full one (RFC 8445, section 6.1.1), and in a passthrough the parties settle that between them. */
    private static void settleRole(MediaSection section) {
        if (section.has(Flag.ICE_LITE) || section.has(Flag.ICE_PASSTHROUGH)) {
            section.set(Flag.ICE_CONTROLLING, false);
        } else if (section.has(Flag.ICE_LITE_PEER)) {
            section.set(Flag.ICE_CONTROLLING, true);
        }
    }

    /** What the sender's SDP says of its agent. */
    private void readPeer(MediaSection sender, SessionDescription session, MediaDescription media) {
        Optional<String> ufrag = session.effective(media, Attribute.IceUfrag.class).map(Attribute.IceUfrag::ufrag);
        boolean isIce = ufrag.isPresent() && !media.isRejected();
        sender.set(Flag.ICE, isIce);
        sender.set(Flag.TRICKLE_ICE, isIce && isTrickled(session, media));
        boolean isLite = isIce && (session.has(Attribute.IceLite.class) || media.has(Attribute.IceLite.class));
        sender.set(Flag.ICE_LITE_PEER, isLite);
        if (!isIce) {
            sender.setIce(null);
            return;
        }
        SectionIce known = sender.ice();
        Optional<IceCredentials> credentials = session.effective(media, Attribute.IcePwd.class)
                .map(pwd -> new IceCredentials(ufrag.get(), pwd.password()))
                .filter(IceCredentials::isAcceptable);
        SectionIce ice = known == null ? SectionIce.begin(IceCredentials.random(random)) : known;
        if (known != null && isOffer && (isReset || isRestart(known, credentials))) {
            ice = ice.restarted(IceCredentials.random(random));
        }
        IceMode mode = isLite ? IceMode.LITE : IceMode.FULL;
        sender.setIce(ice.withRemote(credentials
                .map(c -> new RemoteDescription(mode, c, CandidateReader.read(media)))
                .orElse(null)));
    }

    /** Whether the party does ICE and may tell its candidates later (RFC 8838). */
    static boolean isTrickled(SessionDescription session, MediaDescription media) {
        return session.effective(media, Attribute.IceUfrag.class).isPresent()
                && session.effective(media, Attribute.IceOptions.class)
                        .filter(o -> o.options().contains(TRICKLE))
                        .isPresent();
    }

    /** RFC 8839, section 4.4.1.1.1: the offerer has changed its credentials. In an answer that belongs to a restart of ours. */
    private static boolean isRestart(SectionIce known, Optional<IceCredentials> credentials) {
        RemoteDescription before = known.remote();
        return before != null && credentials.filter(c -> !c.equals(before.credentials())).isPresent();
    }

    private boolean isWantedBy(MediaSection receiver, MediaSection sender) {
        Treatment treatment = flags.treatment().orElse(null);
        if (treatment == null) {
            // rtpengine: a party that has told in an SDP whether it does ICE is not asked again, any other one gets what the sender has.
            boolean isAgreed = receiver.has(Flag.ICE) && receiver.has(Flag.INITIALIZED);
            boolean isAsked = isOffer && (isReset || !receiver.has(Flag.INITIALIZED));
            return isAgreed || (isAsked && sender.has(Flag.ICE));
        }
        return switch (treatment) {
            case REMOVE -> false;
            case FORCE -> true;
            case OPTIONAL, FORCE_RELAY -> isOffer || receiver.has(Flag.ICE);
        };
    }

    private void treatReceiver(MediaSection receiver, boolean isWanted) {
        receiver.set(Flag.ICE, isWanted);
        SectionIce known = receiver.ice();
        if (!isWanted) {
            receiver.setIce(null);
        } else if (known == null) {
            receiver.setIce(SectionIce.begin(IceCredentials.random(random)));
        } else if (isReset && isOffer) {
            restart(receiver, known);
        }
    }

    /** Its former description belongs to its former credentials: it will describe itself again. */
    private void restart(MediaSection receiver, SectionIce known) {
        receiver.setIce(known.restarted(IceCredentials.random(random)).withRemote(null));
    }

    /**
     * Ports have changed although ICE was in force (flag {@code no port latching}): the party has to check anew.
     *
     * @param isDescribed its SDP has just come
     */
    void restartOnNewPorts(MediaSection section, boolean isDescribed) {
        @Nullable SectionIce ice = section.ice();
        if (ice != null && isDescribed) {
            section.setIce(ice.restarted(IceCredentials.random(random)));
        } else if (ice != null) {
            restart(section, ice);
        }
    }
}
