package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunWriter;

/** What an agent wants done, or has to tell. Called from within the agent's methods: it must not call back. */
public interface IceListener {

    /** @param message to be sent now; the writer is used again after this returns */
    void send(LocalCandidate from, TransportAddress target, StunWriter message);

    /**
     * From now on media of the component goes this way: the best pair that works, or the nominated one.
     *
     * @param isSelected it was nominated
     */
    void onPair(int component, LocalCandidate local, TransportAddress remote, boolean isSelected);

    void onState(IceState former, IceState now);

    /**
     * The peer has stopped or begun again to answer on the selected pair of a component.
     *
     * @param isGiven false after 30 seconds without an answer
     */
    void onConsent(int component, boolean isGiven);
}
