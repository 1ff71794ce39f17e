package dev.patchbay.negotiate;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.SectionDtls;
import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.dtls.Fingerprint;
import dev.patchbay.dtls.FingerprintHash;
import dev.patchbay.ngwire.DtlsFlags;
import dev.patchbay.ngwire.DtlsFlags.Mode;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.Content;
import dev.patchbay.sdp.MediaDescription;
import dev.patchbay.sdp.SessionDescription;
import dev.patchbay.sdp.SetupRole;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides for an m-line with whom the relay shakes hands by DTLS, and in which role (RFC 5763, section 5). */
final class DtlsNegotiator {

    private static final Set<DtlsRole> BOTH = Set.of(DtlsRole.CLIENT, DtlsRole.SERVER);

    private final DtlsFlags flags;
    private final boolean prefersPassive;

    /** @param prefersPassive option {@code dtls-passive} */
    DtlsNegotiator(DtlsFlags flags, boolean prefersPassive) {
        this.flags = flags;
        this.prefersPassive = prefersPassive;
    }

    /** To be called when the protocols of both sections are decided. */
    void offer(MediaSection sender, MediaSection receiver, SessionDescription session, MediaDescription media) {
        SectionDtls heard = heard(sender, session, media);
        // rtpengine: with key DTLS-reverse the role towards the offerer is decided here already.
        sender.setDtls(heard.isUndecided() && flags.reverse().isPresent() ? decided(heard, flags.reverse()) : heard);
        // A party that has agreed on SDES is not asked again, as in rtpengine.
        boolean isOffered = receiver.isSrtp()
                && flags.mode().filter(Mode.OFF::equals).isEmpty()
                && !receiver.sdes().isAgreed();
        receiver.setDtls(isOffered ? offered(receiver.dtls()) : SectionDtls.NONE);
    }

    private SectionDtls offered(SectionDtls before) {
        FingerprintHash hash = flags.fingerprintHash()
                .flatMap(FingerprintHash::parse)
                .or(before::hash)
                .orElse(FingerprintHash.SHA_256);
        return before.withRoles(BOTH).withHash(hash);
    }

    /** To be called when the protocols of both sections are decided. */
    void answer(MediaSection sender, MediaSection receiver, SessionDescription session, MediaDescription media) {
        SectionDtls heard = heard(sender, session, media);
        sender.setDtls(heard.isOn() ? decided(heard, Optional.empty()) : SectionDtls.NONE);
        SectionDtls towards = receiver.dtls();
        // rtpengine: DTLS=off in an answer does not take back what the offerer was promised.
        Optional<Mode> wish = flags.mode().filter(mode -> mode != Mode.OFF);
        receiver.setDtls(towards.isOn() && receiver.isSrtp() ? decided(towards, wish) : SectionDtls.NONE);
    }

    /**
     * A role stays as long as the party is the same: browsers refuse to change theirs (RFC 8842, section 5.5). Otherwise the relay is
     * the client if it may, so that it need not wait.
     */
    private SectionDtls decided(SectionDtls dtls, Optional<Mode> wish) {
        if (!dtls.isUndecided()) {
            return dtls.withAgreed(dtls.roles().iterator().next());
        }
        if (dtls.agreed().isPresent() && wish.isEmpty()) {
            return dtls.withAgreed(dtls.agreed().get());
        }
        boolean isPassive = wish.map(mode -> mode == Mode.PASSIVE).orElse(prefersPassive);
        return dtls.withAgreed(isPassive ? DtlsRole.SERVER : DtlsRole.CLIENT);
    }

    /** What the party's SDP says. Both attributes must be there, at the media section or at the session (RFC 8122, section 5). */
    private static SectionDtls heard(MediaSection section, SessionDescription session, MediaDescription media) {
        Optional<Fingerprint> fingerprint = fingerprint(session, media);
        Set<DtlsRole> roles = attribute(session, media, Attribute.Setup.class)
                .map(setup -> ownRoles(setup.role()))
                .orElse(Set.of());
        if (fingerprint.isEmpty() || roles.isEmpty() || !section.isSrtp()) {
            return SectionDtls.NONE;
        }
        SectionDtls before = section.dtls();
        Optional<DtlsRole> agreed = before.peer().equals(fingerprint) ? before.agreed() : Optional.empty();
        // rtpengine: our own fingerprint is made with the peer's hash function.
        return new SectionDtls(roles, agreed, fingerprint, fingerprint.map(Fingerprint::hash));
    }

    private static Set<DtlsRole> ownRoles(SetupRole peer) {
        return switch (peer) {
            case ACTIVE -> Set.of(DtlsRole.SERVER);
            case PASSIVE -> Set.of(DtlsRole.CLIENT);
            case ACTPASS -> BOTH;
            case HOLDCONN -> Set.of();
        };
    }

    /** The first whose hash function is supported. */
    private static Optional<Fingerprint> fingerprint(SessionDescription session, MediaDescription media) {
        List<Attribute.Fingerprint> own = media.all(Attribute.Fingerprint.class);
        List<Attribute.Fingerprint> given = own.isEmpty() ? session.all(Attribute.Fingerprint.class) : own;
        for (Attribute.Fingerprint text : given) {
            Optional<Fingerprint> parsed = Fingerprint.parse(text.hashFunction(), text.fingerprint());
            if (parsed.isPresent()) {
                return parsed;
            }
        }
        return Optional.empty();
    }

    private static <T extends Content> Optional<T> attribute(SessionDescription session, MediaDescription media, Class<T> type) {
        return media.first(type).or(() -> session.first(type));
    }
}
