package dev.patchbay.ice;

/** What became of a message given to an agent; each is counted. */
public enum StunOutcome {
    /** An authentic request, answered. */
    ANSWERED,
    /** An authentic response to a request of ours. */
    MATCHED,
    /** A request without the right credentials; it changed nothing. */
    UNAUTHENTIC,
    /** A response to nothing we asked, or one that is not authentic; it changed nothing. */
    UNMATCHED,
    /** An indication (a keepalive), or a method that is not ours. */
    IGNORED
}
