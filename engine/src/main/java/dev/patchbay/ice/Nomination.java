package dev.patchbay.ice;

import org.jspecify.annotations.Nullable;

/** When the controlling side is content with a pair, and when the controlled side follows the peer's choice (RFC 8445, section 8.1). */
final class Nomination {

    /** How long a pair that works waits for better ones that are still being checked. Media flows meanwhile. */
    static final long PATIENCE_NS = 500_000_000L;

    /**
     * A controlling peer that nominates a worse pair so long after the better one means it: it has moved. Sooner, it nominates
     * everything it checks (aggressive nomination, RFC 5245), and the best pair counts.
     */
    static final long MOVE_NS = 3_000_000_000L;

    private Nomination() {}

    /** The pair to nominate now; null for not yet, or no need. */
    static @Nullable CandidatePair choose(SelectedPath path, CheckList checks, long nowNs) {
        CandidatePair lost = path.isLost() ? path.selected() : null;
        CandidatePair best = checks.bestValid(path.component, lost);
        boolean isSettled = path.selected() != null && lost == null;
        if (best == null || isSettled || checks.isNominating(path.component)) {
            return null;
        }
        return nowNs - path.firstValidNs >= PATIENCE_NS || !hasBetterOpen(checks, best) ? best : null;
    }

    private static boolean hasBetterOpen(CheckList checks, CandidatePair best) {
        for (CandidatePair pair : checks.pairs()) {
            if (pair.component() == best.component() && pair.state().isOpen() && pair.isBetterThan(best)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a pair that the peer has nominated takes the place of the one in use. */
    static boolean replaces(CandidatePair nominated, SelectedPath path, long nowNs) {
        CandidatePair present = path.selected();
        return present == null
                || nominated.isBetterThan(present)
                || path.isLost()
                || nowNs - present.nominatedNs >= MOVE_NS;
    }
}
