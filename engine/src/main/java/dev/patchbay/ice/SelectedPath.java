package dev.patchbay.ice;

import org.jspecify.annotations.Nullable;

/** Which pair of one component is in use. Owner: MediaWorker. */
final class SelectedPath {

    final int component;
    /** We have a port for it. */
    boolean isOpen;
    final Consent consent = new Consent();
    /** What the listener was told last: where media goes. Outlives a restart until a new pair works. */
    @Nullable CandidatePair announced;
    private @Nullable CandidatePair selected;
    /** When the first pair of this component worked; 0 = none yet. */
    long firstValidNs;

    SelectedPath(int component) {
        this.component = component;
    }

    /** The nominated pair; null before there is one, and after a restart. */
    @Nullable CandidatePair selected() {
        return selected;
    }

    void select(CandidatePair pair) {
        selected = pair;
    }

    /** ICE starts over. The consent of the pair that is in use goes on being asked for until there is a new one. */
    void restart() {
        selected = null;
        firstValidNs = 0;
    }

    /** The component has no port any more. */
    void close() {
        restart();
        announced = null;
        consent.end();
    }

    /** A selected pair whose peer has stopped to answer. */
    boolean isLost() {
        return selected != null && consent.pair() == selected && !consent.isGiven();
    }
}
