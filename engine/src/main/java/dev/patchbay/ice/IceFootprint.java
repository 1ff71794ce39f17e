package dev.patchbay.ice;

/**
 * What an agent takes on the heap, told from how much is in its tables. The sizes are those of a 64-bit Java runtime, measured by a test
 * and rounded up; they are for reports, nothing depends on them.
 */
public final class IceFootprint {

    /** An agent with nothing to do: its parts, credentials and ports. */
    static final int AGENT_BYTES = 2200;
    /** A remote candidate, as described and as one that checks come from. */
    static final int PEER_BYTES = 350;
    /** A candidate pair and its check. */
    static final int PAIR_BYTES = 250;

    static final int EARLY_CHECK_BYTES = 40;

    /** No agent takes more, whatever its peer says and sends. */
    public static final int MAX_BYTES = AGENT_BYTES
            + IceAgent.MAX_REMOTE_CANDIDATES * PEER_BYTES
            + IceAgent.MAX_PAIRS * PAIR_BYTES
            + CheckResponder.MAX_EARLY_CHECKS * EARLY_CHECK_BYTES;

    private IceFootprint() {}

    static int of(int peers, int pairs, int earlyChecks) {
        return AGENT_BYTES + peers * PEER_BYTES + pairs * PAIR_BYTES + earlyChecks * EARLY_CHECK_BYTES;
    }
}
