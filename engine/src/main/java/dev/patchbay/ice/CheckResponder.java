package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunAttribute;
import dev.patchbay.stun.StunError;
import dev.patchbay.stun.StunView;
import java.util.ArrayList;
import java.util.List;

/** Answers the checks of the peer and draws the conclusions (RFC 8445, section 7.3). Owner: MediaWorker. */
final class CheckResponder {

    /** Checks that came before the peer's description. */
    static final int MAX_EARLY_CHECKS = 32;

    private final IceSession session;
    private final RequestGate gate;
    private final PeerTable peers;
    private final CheckList checks;
    private final CheckSender sender;
    private final SelectedPaths paths;

    /** A check that came before the peer's description: there was nothing to check back with. */
    private record EarlyCheck(LocalCandidate local, Peer peer, boolean nominates) {}

    private final List<EarlyCheck> early = new ArrayList<>();

    CheckResponder(
            IceSession session, RequestGate gate, PeerTable peers, CheckList checks, CheckSender sender, SelectedPaths paths) {
        this.session = session;
        this.gate = gate;
        this.peers = peers;
        this.checks = checks;
        this.sender = sender;
        this.paths = paths;
    }

    StunOutcome onRequest(StunView request, LocalCandidate local, StunSource source, long nowNs) {
        Generation asked = gate.admit(request, local, source, nowNs);
        if (asked == null) {
            return StunOutcome.UNAUTHENTIC;
        }
        TransportAddress from = source.copy();
        if (request.unknownCount() > 0) {
            gate.reject(request, local, from, StunError.UNKNOWN_ATTRIBUTE, asked);
            return StunOutcome.ANSWERED;
        }
        boolean isCurrent = asked == session.generation();
        if (isCurrent && hasRoleConflict(request)) {
            if (keepsRole(request)) {
                gate.reject(request, local, from, StunError.ROLE_CONFLICT, asked);
                return StunOutcome.ANSWERED;
            }
            sender.setRole(sender.role().other());
        }
        gate.accept(request, local, from, asked);
        Peer peer = peers.learn(local.component(), from, request);
        if (peer != null && isCurrent) {
            boolean nominates = request.has(StunAttribute.USE_CANDIDATE) && sender.role() == IceRole.CONTROLLED;
            onPeerCheck(local, peer, nominates, nowNs);
        } else if (peer != null) {
            onCheckOfBefore(local, peer);
        }
        return StunOutcome.ANSWERED;
    }

    private boolean hasRoleConflict(StunView request) {
        return request.has(sender.role().attribute()) && !request.has(sender.role().other().attribute());
    }

    /** RFC 8445, section 7.3.1.1. A lite agent cannot control. */
    private boolean keepsRole(StunView request) {
        IceRole role = sender.role();
        boolean isGreater = Long.compareUnsigned(sender.tieBreaker(), request.tieBreaker(role.attribute())) >= 0;
        return session.isLite() || (role == IceRole.CONTROLLING) == isGreater;
    }

    /** Sections 7.3.1.4 and 7.3.1.5. */
    private void onPeerCheck(LocalCandidate local, Peer peer, boolean nominates, long nowNs) {
        if (session.isLite()) {
            onPeerCheckWhenLite(local, peer, nominates, nowNs);
            return;
        }
        if (!session.sendsChecks()) {
            remember(new EarlyCheck(local, peer, nominates));
            return;
        }
        SelectedPath path = paths.of(local.component());
        boolean isSettled = path.selected() != null && !path.isLost();
        CandidatePair pair = checks.find(local, peer);
        if (pair == null && (!isSettled || nominates)) {
            pair = checks.obtain(local, peer, session.generation(), sender.role());
        }
        if (pair == null) {
            return;
        }
        if (nominates) {
            pair.nominatedNs = nowNs;
            if (pair.state() == PairState.SUCCEEDED) {
                paths.onNominated(pair, nowNs);
                return;
            }
            pair.isNominatedByPeer = true;
        }
        if (!isSettled || nominates) {
            checks.trigger(pair);
        }
    }

    private void onPeerCheckWhenLite(LocalCandidate local, Peer peer, boolean nominates, long nowNs) {
        CandidatePair pair = nominates ? checks.obtain(local, peer, session.generation(), sender.role()) : null;
        if (pair != null) {
            pair.nominatedNs = nowNs;
            pair.succeedUnchecked();
            paths.onNominated(pair, nowNs);
        }
    }

    /**
     * A peer that restarts asks from its new addresses with our former credentials until the new ones reach it, and sends media from there
     * meanwhile. Until then it also refuses what we ask, so a pair that failed for that is worth another check.
     */
    private void onCheckOfBefore(LocalCandidate local, Peer peer) {
        CandidatePair pair = checks.find(local, peer);
        if (pair != null && session.sendsChecks() && paths.of(local.component()).selected() == null) {
            checks.trigger(pair);
        }
    }

    /** One for each pair, however often it is repeated. */
    private void remember(EarlyCheck fresh) {
        boolean isNominated = fresh.nominates();
        for (EarlyCheck known : early) {
            if (known.peer() == fresh.peer() && known.local().equals(fresh.local())) {
                isNominated |= known.nominates();
                early.remove(known);
                break;
            }
        }
        if (early.size() < MAX_EARLY_CHECKS) {
            early.add(new EarlyCheck(fresh.local(), fresh.peer(), isNominated));
        }
    }

    /** The peer has described itself: what it asked before counts now. */
    void recall(long nowNs) {
        for (EarlyCheck check : early) {
            onPeerCheck(check.local(), check.peer(), check.nominates(), nowNs);
        }
        early.clear();
    }

    int earlyCount() {
        return early.size();
    }

    /** ICE starts over. */
    void forget() {
        early.clear();
    }
}
