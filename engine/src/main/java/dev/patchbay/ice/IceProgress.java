package dev.patchbay.ice;

/** How far the agent has come, as its listener is told. Owner: MediaWorker. */
final class IceProgress {

    /** No failure is declared earlier: checks of the peer may still come (RFC 8863). */
    static final long PATIENCE_NS = 39_500_000_000L;

    private final IceSession session;
    private final PeerTable peers;
    private final CheckList checks;
    private final SelectedPaths paths;
    private final IceListener listener;
    private IceState state = IceState.NEW;
    private long startedNs;

    IceProgress(IceSession session, PeerTable peers, CheckList checks, SelectedPaths paths, IceListener listener) {
        this.session = session;
        this.peers = peers;
        this.checks = checks;
        this.paths = paths;
        this.listener = listener;
    }

    IceState state() {
        return state;
    }

    /** Patience begins anew: there is something new to be checked. */
    void begin(long nowNs) {
        startedNs = nowNs;
    }

    /** From any state: what was reached belongs to other credentials. */
    void restart() {
        tell(session.setup().remote() == null ? IceState.NEW : IceState.CHECKING);
    }

    /** Something has happened. */
    void update(long nowNs) {
        IceState next = stateNow(nowNs);
        if (state != next && !state.mayBecome(next)) {
            throw new IllegalStateException("an agent cannot go from " + state + " to " + next);
        }
        tell(next);
    }

    private void tell(IceState next) {
        if (state != next) {
            IceState former = state;
            state = next;
            listener.onState(former, next);
        }
    }

    private IceState stateNow(long nowNs) {
        if (session.setup().remote() == null) {
            return IceState.NEW;
        }
        boolean allSelected = true;
        boolean allValid = true;
        boolean isLost = false;
        boolean anyFailed = false;
        for (SelectedPath path : paths.all()) {
            if (!isNeeded(path)) {
                continue;
            }
            boolean isSelected = path.selected() != null;
            boolean isValid = isSelected || checks.bestValid(path.component) != null;
            allSelected &= isSelected;
            allValid &= isValid;
            isLost |= path.isLost();
            anyFailed |= !isValid && !checks.hasOpen(path.component) && nowNs - startedNs >= PATIENCE_NS;
        }
        if (isLost) {
            return IceState.DISCONNECTED;
        }
        if (allSelected) {
            return IceState.COMPLETED;
        }
        if (allValid) {
            return IceState.CONNECTED;
        }
        return anyFailed ? IceState.FAILED : IceState.CHECKING;
    }

    /** RTCP is needed only when the peer has given, or used, a candidate for it. */
    private boolean isNeeded(SelectedPath path) {
        return path.isOpen && (path.component == 1 || peers.has(path.component));
    }

    /** When patience ends; {@link Long#MAX_VALUE} when that changes nothing. */
    long patientUntilNs(long nowNs) {
        long endNs = startedNs + PATIENCE_NS;
        return state == IceState.CHECKING && endNs > nowNs ? endNs : Long.MAX_VALUE;
    }
}
