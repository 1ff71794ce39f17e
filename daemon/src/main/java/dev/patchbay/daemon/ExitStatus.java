package dev.patchbay.daemon;

/** Exit statuses of the programs, as rtpengine's. */
final class ExitStatus {

    /** Ended as asked to. */
    static final int OK = 0;

    /** The client could not do what it was asked to. */
    static final int FAILED = 1;

    /** The relay could not start: bad options, a missing interface, a port that is taken. */
    static final int FATAL = 255;

    private ExitStatus() {}
}
