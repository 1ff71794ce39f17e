package dev.patchbay.negotiate;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.Participant;
import dev.patchbay.call.SectionIce;
import dev.patchbay.ice.RemoteDescription;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.MediaDescription;
import dev.patchbay.sdp.SdpBody;
import dev.patchbay.sdp.SdpParser;
import dev.patchbay.sdp.SdpSyntaxException;
import dev.patchbay.sdp.SessionDescription;
import java.util.Optional;

/** A part of a description that brings ICE candidates later (trickle, RFC 8840, section 9). */
public final class IceFragment {

    /** What a fragment lacks of a whole description. */
    private static final String MISSING_HEAD = "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\n";

    private IceFragment() {}

    /** @throws SdpSyntaxException with line numbers of the fragment itself if it has no head of its own */
    public static SdpBody parse(String fragment) throws SdpSyntaxException {
        return SdpParser.parse(fragment.startsWith("v=") ? fragment : MISSING_HEAD + fragment);
    }

    /**
     * Adds the candidates to the sections of the party they are for.
     *
     * @param party in a state that is not in force
     * @return false when the party is not so far: it has not described an agent with these credentials
     */
    public static boolean apply(SdpBody fragment, Participant party) {
        boolean isApplied = false;
        int index = 0;
        for (SessionDescription session : fragment.sessions()) {
            for (MediaDescription media : session.media()) {
                Optional<MediaSection> section = sectionOf(party, media, index++);
                isApplied |= section.isPresent() && apply(session, media, section.get());
            }
        }
        return isApplied;
    }

    /** By its name, or else by its place. */
    private static Optional<MediaSection> sectionOf(Participant party, MediaDescription media, int index) {
        Optional<String> mid = media.first(Attribute.Mid.class).map(Attribute.Mid::mid);
        for (MediaSection section : party.sections()) {
            if (mid.isPresent() && section.mid().equals(mid)) {
                return Optional.of(section);
            }
        }
        return party.section(index);
    }

    private static boolean apply(SessionDescription session, MediaDescription media, MediaSection section) {
        SectionIce ice = section.ice();
        RemoteDescription remote = ice == null ? null : ice.remote();
        if (ice == null || remote == null) {
            return false;
        }
        Optional<String> ufrag = session.effective(media, Attribute.IceUfrag.class).map(Attribute.IceUfrag::ufrag);
        if (ufrag.filter(u -> !u.equals(remote.credentials().ufrag())).isPresent()) {
            // Of another generation: before a restart, or ahead of one.
            return false;
        }
        section.setIce(ice.withMoreCandidates(CandidateReader.read(media)));
        return true;
    }
}
