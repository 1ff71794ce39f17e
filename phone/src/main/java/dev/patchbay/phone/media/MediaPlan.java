package dev.patchbay.phone.media;

import dev.patchbay.codec.Codec;
import dev.patchbay.net.TransportAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What offer and answer came to.
 *
 * @param rtp where the other party receives
 * @param rtcp empty if it has no place for it
 * @param codec what is sent
 * @param payloadType of what is sent, as the other party numbers it
 * @param eventOut payload type of telephone-events to the other party; empty if it takes none
 * @param eventIn payload type of telephone-events from the other party
 * @param isSending false while the other party does not want media
 */
public record MediaPlan(
        TransportAddress rtp,
        Optional<TransportAddress> rtcp,
        Codec codec,
        int payloadType,
        OptionalInt eventOut,
        OptionalInt eventIn,
        boolean isSending) {}
