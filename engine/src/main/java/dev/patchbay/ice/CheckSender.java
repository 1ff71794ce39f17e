package dev.patchbay.ice;

import dev.patchbay.stun.TransactionId;
import java.util.List;
import java.util.random.RandomGenerator;

/** Sends checks: new ones at a pace, unanswered ones again (RFC 8445, sections 6.1.4.2 and 14). Owner: MediaWorker. */
final class CheckSender {

    /** Time between two new checks (section 14.2: Ta). */
    static final long PACE_NS = 50_000_000L;
    /** First wait for an answer (section 14.3: RTO). */
    static final long MIN_WAIT_NS = 500_000_000L;

    private final CheckMessages messages;
    private final RandomGenerator random;
    private final IceListener listener;
    private final CheckList checks;
    private final long tieBreaker;
    private IceRole role;
    private long nextPaceNs;

    CheckSender(CheckMessages messages, RandomGenerator random, IceListener listener, CheckList checks, IceRole role) {
        this.messages = messages;
        this.random = random;
        this.listener = listener;
        this.checks = checks;
        this.tieBreaker = random.nextLong();
        this.role = role;
    }

    long tieBreaker() {
        return tieBreaker;
    }

    IceRole role() {
        return role;
    }

    void setRole(IceRole value) {
        if (role != value) {
            role = value;
            checks.reprioritise(value);
        }
    }

    /** The next new check need not wait. */
    void hurry(long nowNs) {
        nextPaceNs = nowNs;
    }

    /** Gives up what was never answered, repeats what may still be. */
    void retransmit(long nowNs) {
        for (CandidatePair pair : List.copyOf(checks.pairs())) {
            Check check = pair.check;
            if (check == null || nowNs - check.dueNs < 0) {
                continue;
            }
            if (check.isExhausted()) {
                pair.check = null;
                pair.to(PairState.FAILED);
            } else {
                send(pair, check, nowNs);
            }
        }
    }

    void startNext(long nowNs) {
        if (nowNs - nextPaceNs < 0) {
            return;
        }
        CandidatePair pair = checks.next();
        if (pair == null) {
            return;
        }
        nextPaceNs = nowNs + PACE_NS;
        Check check = pair.check;
        if (pair.state() == PairState.WAITING) {
            pair.to(PairState.IN_PROGRESS);
            start(pair, false, nowNs);
        } else if (pair.state() == PairState.IN_PROGRESS && check != null && !check.isExhausted()) {
            // Triggered while under way: the first one may have met a NAT that was still closed.
            send(pair, check, nowNs);
        }
    }

    void nominate(CandidatePair pair, long nowNs) {
        start(pair, true, nowNs);
    }

    private void start(CandidatePair pair, boolean nominates, long nowNs) {
        long waitNs = Math.max(MIN_WAIT_NS, PACE_NS * checks.openCount());
        Check check = new Check(TransactionId.random(random), role, nominates, waitNs);
        pair.check = check;
        send(pair, check, nowNs);
    }

    private void send(CandidatePair pair, Check check, long nowNs) {
        check.sent(nowNs);
        send(pair, check.id, check.role, check.isNominating);
    }

    void askForConsent(CandidatePair pair, Consent consent, long nowNs) {
        send(pair, consent.ask(nowNs, random), role, false);
    }

    private void send(CandidatePair pair, TransactionId id, IceRole as, boolean nominates) {
        Generation.Outgoing credentials = pair.generation.outgoing;
        if (credentials != null) {
            listener.send(
                    pair.local,
                    pair.peer.candidate.address(),
                    messages.request(id, credentials, pair.local, as, tieBreaker, nominates));
        }
    }

    /** When {@link #retransmit} or {@link #startNext} has something to do; {@link Long#MAX_VALUE} for never. */
    long dueNs() {
        long due = checks.hasWork() ? nextPaceNs : Long.MAX_VALUE;
        for (CandidatePair pair : checks.pairs()) {
            Check check = pair.check;
            if (check != null) {
                due = Math.min(due, check.dueNs);
            }
        }
        return due;
    }
}
