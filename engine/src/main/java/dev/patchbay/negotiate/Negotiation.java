package dev.patchbay.negotiate;

import dev.patchbay.call.CallState;
import dev.patchbay.call.Participant;
import dev.patchbay.port.PortSet;
import java.util.List;

/**
 * What came out of an offer or answer.
 *
 * @param state the call's new state; equal to the old one for an SDP that loops
 * @param sdp the body to pass on, one char per byte
 * @param sender who sent the SDP, in {@code state}
 * @param receiver whom it goes to, in {@code state}
 * @param freshPorts ports that {@code state} has and the former one had not
 */
public record Negotiation(
        CallState state, String sdp, Participant sender, Participant receiver, List<PortSet> freshPorts) {

    public Negotiation {
        freshPorts = List.copyOf(freshPorts);
    }
}
