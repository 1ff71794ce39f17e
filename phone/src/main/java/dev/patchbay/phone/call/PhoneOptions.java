package dev.patchbay.phone.call;

import dev.patchbay.codec.G711;
import dev.patchbay.phone.media.SentTone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a phone is to do.
 *
 * @param target whom to call, a URI or the name of a user of the proxy; empty: wait for a call
 * @param proxy where to register, and where requests outside a dialog go
 * @param credentials the password is empty if there is none
 * @param listen address and port for SIP; an empty host means the one that leads to the other party, an absent or zero port any
 * @param codecs offered or accepted, best first
 * @param answerAfter how long the phone rings before it answers
 * @param timeout how long to wait for an answer, or for a call; zero: as long as it takes
 * @param talk how long until this side hangs up; empty: never, the other side does
 * @param holdAfter when to put the other party on hold; empty: not
 * @param holdFor how long
 * @param hasLateOffer INVITE without SDP, so that the other party makes the offer
 * @param dtmf keys to press, may be empty
 */
public record PhoneOptions(
        Optional<String> target,
        Optional<HostAndPort> proxy,
        Credentials credentials,
        HostAndPort listen,
        SipTransport transport,
        List<G711> codecs,
        SentTone tone,
        Duration answerAfter,
        Duration timeout,
        Optional<Duration> talk,
        Optional<Duration> holdAfter,
        Duration holdFor,
        boolean hasLateOffer,
        String dtmf) {

    public PhoneOptions {
        codecs = List.copyOf(codecs);
    }
}
