package dev.patchbay.negotiate;

import dev.patchbay.sdes.CryptoAttribute;
import dev.patchbay.srtp.CryptoSuite;
import java.util.List;
import java.util.Optional;

/**
 * The {@code a=crypto} lines of one party and section, as far as the last offer and answer got. A line's key protects what its sender
 * sends.
 *
 * @param own printed in the SDP sent to the party, in order
 * @param accepted the one of {@code own} that the party took, or that the relay answered it with; empty before
 * @param received of the party's SDP, as far as they can be used; only the chosen one after an answer to them
 * @param isAgreed the last answer from or to the party chose a line, whatever was offered since
 */
public record SdesExchange(
        List<CryptoAttribute> own, Optional<CryptoAttribute> accepted, List<CryptoAttribute> received, boolean isAgreed) {

    public static final SdesExchange NONE = answered(List.of(), Optional.empty(), List.of());

    public SdesExchange {
        own = List.copyOf(own);
        received = List.copyOf(received);
    }

    /** What an answer has come to. */
    static SdesExchange answered(
            List<CryptoAttribute> own, Optional<CryptoAttribute> accepted, List<CryptoAttribute> received) {
        return new SdesExchange(own, accepted, received, accepted.isPresent());
    }

    /** What a new offer to the party may go on with: of lines that the party has chosen from, only that one. */
    List<CryptoAttribute> reusable() {
        return accepted.map(List::of).orElse(own);
    }

    /** The suite in use towards the party or, until it has chosen, the first one it is offered; empty without any. */
    public Optional<CryptoSuite> suite() {
        return accepted.or(() -> own.stream().findFirst()).map(line -> line.parameters().suite());
    }

    SdesExchange withReceived(List<CryptoAttribute> lines) {
        return new SdesExchange(own, accepted, lines, isAgreed);
    }

    /** The relay offers these. */
    SdesExchange offering(List<CryptoAttribute> lines) {
        return new SdesExchange(lines, Optional.empty(), received, isAgreed);
    }
}
