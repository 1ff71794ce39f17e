package dev.patchbay.phone.call;

import dev.patchbay.phone.media.MediaEndpoint;
import dev.patchbay.phone.media.MediaFigures;
import dev.patchbay.sdp.Direction;
import java.util.concurrent.CompletableFuture;

/** The media of one call and the offers and answers about it. Thread {@code phone}. */
final class CallMedia {

    private final MediaEndpoint endpoint;
    private final SdpNegotiation negotiation;

    CallMedia(MediaEndpoint endpoint, SdpNegotiation negotiation) {
        this.endpoint = endpoint;
        this.negotiation = negotiation;
    }

    String offer(Direction direction) {
        return negotiation.offer(direction);
    }

    /** Puts in force what the other side answered. */
    void acceptAnswer(String sdp) throws SdpMismatchException {
        endpoint.use(negotiation.acceptAnswer(sdp));
    }

    /** Answers an offer and puts the answer in force. */
    String answer(String offer) throws SdpMismatchException {
        SdpNegotiation.Answer answer = negotiation.answer(offer);
        endpoint.use(answer.plan());
        return answer.sdp();
    }

    void press(String digits) {
        endpoint.press(digits);
    }

    CompletableFuture<MediaFigures> end() {
        return endpoint.end();
    }
}
