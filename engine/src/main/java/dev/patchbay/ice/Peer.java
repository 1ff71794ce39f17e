package dev.patchbay.ice;

/** A remote candidate at work. Owner: MediaWorker. */
final class Peer {

    /** Replaced when signalling names what a check had taught before. */
    RemoteCandidate candidate;
    /** A message came from this address that only the holder of the password can have made. */
    boolean isAuthenticated;

    Peer(RemoteCandidate candidate) {
        this.candidate = candidate;
    }
}
