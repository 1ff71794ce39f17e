package dev.patchbay.ice;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The candidate pairs of one section, best first, and in which order they are checked (RFC 8445, section 6.1). Owner: MediaWorker. */
final class CheckList {

    private static final Comparator<CandidatePair> BEST_FIRST =
            (one, other) -> Long.compareUnsigned(other.priority(), one.priority());

    private final List<CandidatePair> pairs = new ArrayList<>();
    private final ArrayDeque<CandidatePair> triggered = new ArrayDeque<>();
    private int droppedPairs;

    /** Best first; not to be changed. */
    List<CandidatePair> pairs() {
        return pairs;
    }

    /** Pairs given up because there were more than {@link IceAgent#MAX_PAIRS}. */
    int droppedPairs() {
        return droppedPairs;
    }

    void clear() {
        pairs.clear();
        triggered.clear();
    }

    /** Whether a check from this base can reach that address, and does no harm. */
    static boolean isSensible(TransportAddress base, TransportAddress remote) {
        IpAddress from = base.ip();
        IpAddress to = remote.ip();
        return from.family() == to.family()
                && remote.port() != 0
                && !to.isUnspecified()
                // A peer must not make us talk to services of this host, unless all that we talk to is on it: browsers on this host do ICE
                // from its other addresses. A link-local address is of use on its own link only.
                && (from.isLoopback() || !to.isLoopback())
                && from.isLinkLocal() == to.isLinkLocal();
    }

    /** The pair of these two, made if it makes sense. @return null when it does not, or the list is full of better ones */
    @Nullable CandidatePair obtain(LocalCandidate local, Peer peer, Generation generation, IceRole role) {
        CandidatePair known = find(local, peer);
        if (known != null) {
            return known;
        }
        if (local.component() != peer.candidate.component() || !isSensible(local.base(), peer.candidate.address())) {
            return null;
        }
        CandidatePair pair = new CandidatePair(local, peer, generation, role);
        if (pairs.size() >= IceAgent.MAX_PAIRS && !makeRoom(pair)) {
            droppedPairs++;
            return null;
        }
        pairs.add(pair);
        pairs.sort(BEST_FIRST);
        if (mayStart(pair)) {
            pair.to(PairState.WAITING);
        }
        return pair;
    }

    /** Gives up the worst pair that has shown nothing yet. */
    private boolean makeRoom(CandidatePair fresh) {
        for (CandidatePair worst : pairs.reversed()) {
            if (worst.state() != PairState.SUCCEEDED && fresh.isBetterThan(worst)) {
                remove(pair -> pair == worst);
                droppedPairs++;
                return true;
            }
        }
        return false;
    }

    /** Section 6.1.2.6, for pairs that come one by one (RFC 8838, section 12): the first of a foundation, or one that is known to work. */
    private boolean mayStart(CandidatePair fresh) {
        boolean isFirst = true;
        for (CandidatePair pair : pairs) {
            if (pair != fresh && pair.hasFoundationOf(fresh)) {
                if (pair.state() == PairState.SUCCEEDED) {
                    return true;
                }
                isFirst &= pair.state() == PairState.FAILED;
            }
        }
        return isFirst;
    }

    @Nullable CandidatePair find(LocalCandidate local, Peer peer) {
        for (CandidatePair pair : pairs) {
            if (pair.joins(local, peer)) {
                return pair;
            }
        }
        return null;
    }

    /** The pair whose check this answers. */
    @Nullable CandidatePair withTransactionOf(StunView response) {
        for (CandidatePair pair : pairs) {
            Check check = pair.check;
            if (check != null && response.hasTransaction(check.id)) {
                return pair;
            }
        }
        return null;
    }

    void remove(Predicate<CandidatePair> condition) {
        pairs.removeIf(condition);
        triggered.removeIf(condition);
    }

    void reprioritise(IceRole role) {
        pairs.forEach(pair -> pair.prioritise(role));
        pairs.sort(BEST_FIRST);
    }

    /** A check of the peer came by this pair: it is checked next (section 7.3.1.4). */
    void trigger(CandidatePair pair) {
        if (pair.state() == PairState.FROZEN || pair.state() == PairState.FAILED) {
            pair.to(PairState.WAITING);
        }
        if (pair.state() != PairState.SUCCEEDED && !pair.isTriggered) {
            pair.isTriggered = true;
            triggered.add(pair);
        }
    }

    boolean hasWork() {
        if (!triggered.isEmpty()) {
            return true;
        }
        for (CandidatePair pair : pairs) {
            if (pair.state() == PairState.WAITING || (pair.state() == PairState.FROZEN && mayThaw(pair))) {
                return true;
            }
        }
        return false;
    }

    /** The pair to check now (section 6.1.4.2); null when there is nothing to do. */
    @Nullable CandidatePair next() {
        CandidatePair first = triggered.poll();
        if (first != null) {
            first.isTriggered = false;
            return first;
        }
        for (CandidatePair pair : pairs) {
            if (pair.state() == PairState.WAITING) {
                return pair;
            }
        }
        for (CandidatePair pair : pairs) {
            if (pair.state() == PairState.FROZEN && mayThaw(pair)) {
                pair.to(PairState.WAITING);
                return pair;
            }
        }
        return null;
    }

    private boolean mayThaw(CandidatePair frozen) {
        for (CandidatePair pair : pairs) {
            boolean isBusy = pair.state() == PairState.WAITING || pair.state() == PairState.IN_PROGRESS;
            if (isBusy && pair.hasFoundationOf(frozen)) {
                return false;
            }
        }
        return true;
    }

    /** What works for one component is likely to work for the other (section 7.2.5.3.3). */
    void thawLike(CandidatePair succeeded) {
        for (CandidatePair pair : pairs) {
            if (pair.state() == PairState.FROZEN && pair.hasFoundationOf(succeeded)) {
                pair.to(PairState.WAITING);
            }
        }
    }

    /**
     * A pair of the component is in use: what has not begun need not begin, and worse ones need not go on (section 8.1.2). A better
     * one that the peer has nominated as well is still wanted.
     */
    void settle(CandidatePair selected) {
        remove(pair -> pair.component() == selected.component() && pair.state().isOpen() && !isWanted(pair, selected));
    }

    private static boolean isWanted(CandidatePair pair, CandidatePair selected) {
        return pair.isBetterThan(selected) && (pair.isNominatedByPeer || pair.state() == PairState.IN_PROGRESS);
    }

    /** One pair of a component is nominated at a time: two nominations may arrive in any order. */
    boolean isNominating(int component) {
        for (CandidatePair pair : pairs) {
            Check check = pair.check;
            if (pair.component() == component && check != null && check.isNominating) {
                return true;
            }
        }
        return false;
    }

    /** The best pair of a component that works; null when none does. */
    @Nullable CandidatePair bestValid(int component) {
        return bestValid(component, null);
    }

    /** @param except a pair that worked once */
    @Nullable CandidatePair bestValid(int component, @Nullable CandidatePair except) {
        for (CandidatePair pair : pairs) {
            if (pair.component() == component && pair.state() == PairState.SUCCEEDED && pair != except) {
                return pair;
            }
        }
        return null;
    }

    int openCount() {
        int count = 0;
        for (CandidatePair pair : pairs) {
            if (pair.state() == PairState.WAITING || pair.state() == PairState.IN_PROGRESS) {
                count++;
            }
        }
        return count;
    }

    boolean hasOpen(int component) {
        for (CandidatePair pair : pairs) {
            if (pair.component() == component && pair.state().isOpen()) {
                return true;
            }
        }
        return false;
    }
}
