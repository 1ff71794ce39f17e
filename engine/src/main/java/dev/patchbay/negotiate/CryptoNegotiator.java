package dev.patchbay.negotiate;

import dev.patchbay.call.MediaSection;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.ngwire.SecurityFlags;
import dev.patchbay.ngwire.SecurityFlags.Sdes;
import dev.patchbay.ngwire.SecurityFlags.SdesOption;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.plan.SrtpKeys;
import dev.patchbay.sdes.CryptoAttribute;
import dev.patchbay.sdes.SdesSyntaxException;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.MediaDescription;
import dev.patchbay.sdp.TransportProtocol;
import dev.patchbay.srtp.CryptoSuite;
import dev.patchbay.srtp.MasterKey;
import dev.patchbay.srtp.MasterKeyIdentifier;
import dev.patchbay.srtp.SrtpParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides the {@code a=crypto} lines of both sides of an m-line (SDES, RFC 4568), and with them the keys that media uses.
 *
 * <p>Where both parties speak SDES the offerer's own lines are offered on, keys included, and the answerer's key goes back: then SRTP can
 * pass through the relay without being encrypted anew. That is done only where the relay has no reason to change a packet, because
 * two different packets under one key, source and number would give both away.
 */
final class CryptoNegotiator {

    /** RFC 4568, section 9.1: nine digits. */
    private static final int MAX_TAG = 999_999_999;

    private static final RelayLog LOG = RelayLog.of(Subsystem.CRYPTO);

    private final SecuritySettings settings;
    private final Sdes sdes;
    private final boolean forgets;

    /** @param forgets flag {@code reset}: what a party has agreed on counts no more, and it is offered everything again */
    CryptoNegotiator(SecuritySettings settings, SecurityFlags flags, boolean forgets) {
        this.settings = settings;
        this.sdes = flags.sdes();
        this.forgets = forgets;
    }

    /**
     * Keys in force from an earlier exchange stay so until the answer. DTLS of both sections is decided already: one that has agreed on it
     * is not offered SDES again. The lines of an offerer that has DTLS too are offered on in their order, but its keys are not: media
     * of such a party is encrypted anew in any case.
     *
     * @param sender with the protocol of its offer
     * @param receiver with the protocol it is offered
     */
    void offer(MediaSection sender, MediaSection receiver, MediaDescription media) {
        List<CryptoAttribute> received = usable(sender, media);
        received.removeIf(line -> !sdes.allows(line.parameters().suite().sdesName()));
        sender.setSdes(sender.sdes().withReceived(received));
        boolean isOffered = receiver.isSrtp()
                && !sdes.has(SdesOption.OFF)
                && (forgets || receiver.dtls().association().isEmpty());
        List<CryptoAttribute> own = isOffered
                ? offered(received, receiver.sdes().reusable(), !sender.dtls().isOn() && passesUnchanged(sender, receiver))
                : List.of();
        receiver.setSdes(receiver.sdes().offering(own));
        sender.proposeSecurity(notYetKeyed(sender));
        receiver.proposeSecurity(notYetKeyed(receiver));
    }

    /** A party that may refuse an opportunistic offer may send plain RTP before it answers. */
    private static MediaSecurity notYetKeyed(MediaSection section) {
        if (!section.isSrtp() || section.isOpportunistic()) {
            return MediaSecurity.PLAIN;
        }
        return section.dtls().isOn()
                ? new MediaSecurity.ByHandshake(section.dtls().association().orElse(null))
                : new MediaSecurity.Keyed(SrtpKeys.NONE);
    }

    /** AVPF to AVP changes RTCP. */
    private static boolean passesUnchanged(MediaSection one, MediaSection other) {
        return one.protocol().map(TransportProtocol::hasFeedback).equals(other.protocol().map(TransportProtocol::hasFeedback));
    }

    private static List<CryptoAttribute> usable(MediaSection section, MediaDescription media) {
        List<CryptoAttribute> lines = new ArrayList<>();
        if (section.isSrtp()) {
            for (Attribute.Crypto attribute : media.all(Attribute.Crypto.class)) {
                try {
                    lines.add(CryptoAttribute.parse(attribute));
                } catch (SdesSyntaxException e) {
                    LOG.info("a=crypto:{} is not used: {}", attribute.tag(), e.getMessage());
                }
            }
        }
        return lines;
    }

    /**
     * The offerer's lines with their tags and, if possible, keys; then what was offered before; then the other suites with new keys.
     *
     * @param earlier lines of an earlier offer to the same party
     */
    private List<CryptoAttribute> offered(
            List<CryptoAttribute> received, List<CryptoAttribute> earlier, boolean passesUnchanged) {
        List<CryptoAttribute> own = new ArrayList<>();
        Set<CryptoSuite> seen = EnumSet.noneOf(CryptoSuite.class);
        for (CryptoAttribute line : received) {
            SrtpParameters parameters = withOptions(line.parameters());
            boolean isShared = passesUnchanged && parameters.equals(line.parameters());
            own.add(new CryptoAttribute(
                    line.tag(), isShared ? parameters : rekeyed(line.tag(), parameters, earlier)));
            seen.add(parameters.suite());
        }
        for (CryptoAttribute line : earlier) {
            if (seen.add(line.parameters().suite())) {
                own.add(line.withTag(isAbove(line.tag(), own) ? line.tag() : nextTag(own)));
            }
        }
        if (!sdes.has(SdesOption.NO_NEW)) {
            for (CryptoSuite suite : suitesInOrder()) {
                if (sdes.allows(suite.sdesName()) && seen.add(suite)) {
                    SrtpParameters fresh =
                            withOptions(SrtpParameters.of(suite, MasterKey.generate(suite, settings.random())));
                    own.add(new CryptoAttribute(nextTag(own), fresh));
                }
            }
        }
        return own;
    }

    private List<CryptoSuite> suitesInOrder() {
        List<CryptoSuite> suites = new ArrayList<>(Arrays.asList(CryptoSuite.values()));
        for (String name : sdes.order().reversed()) {
            CryptoSuite.parse(name).ifPresent(suite -> {
                suites.remove(suite);
                suites.addFirst(suite);
            });
        }
        return suites;
    }

    private SrtpParameters withOptions(SrtpParameters given) {
        return new SrtpParameters(
                given.suite(),
                given.masterKey(),
                given.identifier(),
                sdes.encryptsRtp().orElse(given.encryptsRtp()),
                sdes.encryptsRtcp().orElse(given.encryptsRtcp()),
                sdes.authenticatesRtp().orElse(given.authenticatesRtp()));
    }

    /** A key of the relay's own: the one it used before in this place, or a new one. */
    private SrtpParameters rekeyed(int tag, SrtpParameters given, List<CryptoAttribute> earlier) {
        MasterKey masterKey = earlier.stream()
                .filter(line -> isSame(line, tag, given.suite()) && !line.parameters().masterKey().equals(given.masterKey()))
                .findFirst()
                .map(line -> line.parameters().masterKey())
                .orElseGet(() -> MasterKey.generate(given.suite(), settings.random()));
        return new SrtpParameters(
                given.suite(),
                masterKey,
                MasterKeyIdentifier.NONE,
                given.encryptsRtp(),
                given.encryptsRtcp(),
                given.authenticatesRtp());
    }

    private static boolean isSame(CryptoAttribute line, int tag, CryptoSuite suite) {
        return line.tag() == tag && line.parameters().suite() == suite;
    }

    private static boolean isAbove(int tag, List<CryptoAttribute> lines) {
        return lines.stream().allMatch(line -> line.tag() < tag);
    }

    private static int nextTag(List<CryptoAttribute> lines) {
        int highest = 0;
        for (CryptoAttribute line : lines) {
            highest = Math.max(highest, line.tag());
        }
        if (highest < MAX_TAG) {
            return highest + 1;
        }
        int free = 1;
        while (isTaken(free, lines)) {
            free++;
        }
        return free;
    }

    private static boolean isTaken(int tag, List<CryptoAttribute> lines) {
        return lines.stream().anyMatch(line -> line.tag() == tag);
    }

    /** The answer to the relay's lines, and the relay's answer to the offerer's. */
    void answer(MediaSection sender, MediaSection receiver, MediaDescription media) {
        Optional<CryptoAttribute> answered = sender.dtls().isOn()
                ? Optional.empty()
                : usable(sender, media).stream().findFirst();
        Optional<CryptoAttribute> accepted = answered.flatMap(line -> acceptedBy(line, sender.sdes().own()));
        if (answered.isPresent() && accepted.isEmpty()) {
            LOG.warn("the answer takes a=crypto:{} {}, which was not offered", answered.get().tag(), answered.get().parameters().suite());
        }
        sender.setSdes(SdesExchange.answered(
                sender.sdes().own(), accepted, answered.map(List::of).orElse(List.of())));
        if (receiver.isSrtp() && !receiver.dtls().isOn()) {
            answerOfferer(receiver, answered.filter(line -> sdes.allows(line.parameters().suite().sdesName()) && passesUnchanged(sender, receiver)));
        } else {
            receiver.setSdes(SdesExchange.NONE);
        }
        sender.agreeSecurity(agreed(sender));
        receiver.agreeSecurity(agreed(receiver));
    }

    /** The tag decides; a party that mixes tags up has at least chosen a suite. */
    private static Optional<CryptoAttribute> acceptedBy(CryptoAttribute answered, List<CryptoAttribute> own) {
        CryptoSuite suite = answered.parameters().suite();
        return own.stream()
                .filter(line -> isSame(line, answered.tag(), suite))
                .findFirst()
                .or(() -> own.stream().filter(line -> line.parameters().suite() == suite).findFirst());
    }

    /** @param far the answerer's line, if its key may be passed on */
    private void answerOfferer(MediaSection offerer, Optional<CryptoAttribute> far) {
        List<CryptoAttribute> offered = offerer.sdes().received();
        if (offered.isEmpty()) {
            offerer.setSdes(SdesExchange.NONE);
            return;
        }
        Optional<CryptoAttribute> former = offerer.sdes().accepted();
        CryptoAttribute chosen = chosen(offered, far, former);
        CryptoSuite suite = chosen.parameters().suite();
        boolean isKept = sdes.has(SdesOption.STATIC) && former.filter(f -> isSame(f, chosen.tag(), suite)).isPresent();
        SrtpParameters own = far.filter(line -> !isKept && line.parameters().suite() == suite)
                .map(CryptoAttribute::parameters)
                .orElseGet(() -> rekeyed(chosen.tag(), chosen.parameters(), former.map(List::of).orElse(List.of())));
        CryptoAttribute answer = new CryptoAttribute(chosen.tag(), own);
        offerer.setSdes(SdesExchange.answered(List.of(answer), Optional.of(answer), List.of(chosen)));
    }

    /** What is in use, if that is to stay; a preferred suite; the far side's, so that SRTP may pass through; the offerer's first. */
    private CryptoAttribute chosen(
            List<CryptoAttribute> offered, Optional<CryptoAttribute> far, Optional<CryptoAttribute> former) {
        if (sdes.has(SdesOption.STATIC) && former.isPresent()) {
            CryptoAttribute inUse = former.get();
            for (CryptoAttribute line : offered) {
                if (isSame(line, inUse.tag(), inUse.parameters().suite())) {
                    return line;
                }
            }
        }
        for (String name : sdes.preferred()) {
            for (CryptoAttribute line : offered) {
                if (line.parameters().suite().sdesName().equalsIgnoreCase(name)) {
                    return line;
                }
            }
        }
        for (CryptoAttribute line : offered) {
            if (far.isPresent() && line.parameters().suite() == far.get().parameters().suite()) {
                return line;
            }
        }
        return offered.getFirst();
    }

    private MediaSecurity agreed(MediaSection section) {
        if (section.dtls().isOn()) {
            return new MediaSecurity.ByHandshake(section.dtls().association().orElse(null));
        }
        if (!section.isSrtp()) {
            return MediaSecurity.PLAIN;
        }
        SdesExchange exchange = section.sdes();
        if (exchange.accepted().isEmpty() || exchange.received().isEmpty()) {
            return new MediaSecurity.Keyed(SrtpKeys.NONE);
        }
        SrtpKeys keys = new SrtpKeys(
                exchange.received().getFirst().parameters(), exchange.accepted().get().parameters());
        if (settings.logsKeys()) {
            LOG.info(
                    "SRTP of section {}: from the party {}, to it {}",
                    section.index() + 1,
                    exchange.received().getFirst().print(true, false).parameters(),
                    exchange.accepted().get().print(true, false).parameters());
        }
        return new MediaSecurity.Keyed(keys);
    }
}
