package dev.patchbay.sip.rtpengine;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * OpenSIPS' parameters behind the flags.
 *
 * @param sockVar gets the URL of the relay that was chosen
 * @param sdpVar gets the relay's SDP; the message then keeps its body
 * @param body goes to the relay in the place of the message's SDP
 */
public record SdpParameters(Optional<Consumer<String>> sockVar, Optional<Consumer<String>> sdpVar, Optional<String> body) {

    public static SdpParameters none() {
        return new SdpParameters(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public SdpParameters sockVar(Consumer<String> variable) {
        return new SdpParameters(Optional.of(variable), sdpVar, body);
    }

    public SdpParameters sdpVar(Consumer<String> variable) {
        return new SdpParameters(sockVar, Optional.of(variable), body);
    }

    /** @param sdp an octet string */
    public SdpParameters body(String sdp) {
        return new SdpParameters(sockVar, sdpVar, Optional.of(sdp));
    }
}
