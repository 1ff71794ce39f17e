package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunView;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The ICE agent of one media section (RFC 8445). Signalling speaks to it by {@link #configure}, the network by {@link #onMessage}, the
 * clock by {@link #onTimer}, which wants to be called at {@link #nextTimerNs}. One thread.
 *
 * <p>Media never waits for ICE to complete: as soon as a pair works the listener is told of it, and of better ones later. A restart
 * leaves the pair in use alone until a new one works.
 */
public final class IceAgent {

    /** RTP and RTCP. */
    public static final int MAX_COMPONENTS = 2;
    /** Candidates of the peer, those included that its checks came from. */
    public static final int MAX_REMOTE_CANDIDATES = 64;
    public static final int MAX_PAIRS = 100;

    private final IceSession session;
    private final CheckList checks = new CheckList();
    private final PeerTable peers = new PeerTable();
    private final CheckSender sender;
    private final RequestGate gate;
    private final SelectedPaths paths;
    private final CheckResponder responder;
    private final CheckOutcomes outcomes;
    private final IceProgress progress;
    private long nextTimerNs = Long.MAX_VALUE;

    /**
     * @param messages of the same thread
     * @param random of cryptographic strength in production, for transaction identifiers
     */
    public IceAgent(CheckMessages messages, RandomGenerator random, IceListener listener, IceSetup setup, long nowNs) {
        this.session = new IceSession(setup);
        this.sender = new CheckSender(messages, random, listener, checks, session.initialRole());
        this.gate = new RequestGate(messages, listener, session.generation());
        this.paths = new SelectedPaths(session, checks, random, listener);
        this.responder = new CheckResponder(session, gate, peers, checks, sender, paths);
        this.outcomes = new CheckOutcomes(checks, sender, paths);
        this.progress = new IceProgress(session, peers, checks, paths, listener);
        paths.closeUnused();
        begin(nowNs);
        settle(nowNs);
    }

    public IceState state() {
        return progress.state();
    }

    public IceRole role() {
        return sender.role();
    }

    /** Our part of the user names in force. */
    public String localUfrag() {
        return session.setup().local().ufrag();
    }

    public int pairCount() {
        return checks.pairs().size();
    }

    /** What this agent takes on the heap, about; never more than {@link IceFootprint#MAX_BYTES}. */
    public int footprintBytes() {
        return IceFootprint.of(peers.all().size(), pairCount(), responder.earlyCount());
    }

    /** All pairs, best first. */
    public List<PairReport> report() {
        List<PairReport> report = new ArrayList<>(checks.pairs().size());
        for (CandidatePair pair : checks.pairs()) {
            RemoteCandidate remote = pair.peer.candidate;
            report.add(new PairReport(
                    pair.component(),
                    pair.local.base(),
                    remote.address(),
                    remote.type(),
                    pair.state(),
                    paths.of(pair.component()).announced == pair));
        }
        return report;
    }

    /** When {@link #onTimer} has something to do; {@link Long#MAX_VALUE} for never. */
    public long nextTimerNs() {
        return nextTimerNs;
    }

    /** What signalling says now; may be the same as before. New credentials of either side restart ICE. */
    public void configure(IceSetup next, long nowNs) {
        IceSession.Change change = session.renew(next);
        switch (change) {
            case NONE -> {
                return;
            }
            case CANDIDATES -> addCandidates();
            case FIRST_DESCRIPTION -> {
                exchangeCredentials(false);
                begin(nowNs);
            }
            case PEER_RESTARTS, WE_RESTART -> {
                exchangeCredentials(change == IceSession.Change.WE_RESTART);
                restart();
                begin(nowNs);
            }
        }
        paths.closeUnused();
        settle(nowNs);
    }

    private void exchangeCredentials(boolean isOwnNew) {
        gate.use(session.generation(), isOwnNew);
        sender.setRole(session.initialRole());
    }

    /** What was found out so far belongs to other credentials. */
    private void restart() {
        checks.clear();
        peers.clear();
        responder.forget();
        paths.restart();
        progress.restart();
    }

    private void begin(long nowNs) {
        progress.begin(nowNs);
        sender.hurry(nowNs);
        addCandidates();
        if (session.generation().outgoing != null) {
            responder.recall(nowNs);
        }
    }

    private void addCandidates() {
        RemoteDescription remote = session.setup().remote();
        if (remote == null) {
            return;
        }
        for (RemoteCandidate candidate : remote.candidates()) {
            peers.add(candidate);
        }
        checks.reprioritise(sender.role());
        boolean isRemoteLite = remote.mode() == IceMode.LITE;
        if (session.isLite() && !isRemoteLite) {
            return;
        }
        for (Peer peer : peers.all()) {
            for (LocalCandidate local : session.setup().localCandidates()) {
                pair(local, peer);
            }
        }
    }

    private void pair(LocalCandidate local, Peer peer) {
        if (session.isLite()) {
            // Two lite agents take the best pair there is (RFC 8445, section 6.1.2): nobody could check it.
            CandidatePair pair = checks.obtain(local, peer, session.generation(), sender.role());
            if (pair != null) {
                paths.selectUnchecked(pair);
            }
        } else if (paths.of(local.component()).selected() == null) {
            // A component that has its pair needs no others; a restart brings them back.
            checks.obtain(local, peer, session.generation(), sender.role());
        }
    }

    /** The candidate of a local port; null when it is not part of ICE. */
    public @Nullable LocalCandidate localCandidate(TransportAddress base) {
        for (LocalCandidate candidate : session.setup().localCandidates()) {
            if (candidate.base().equals(base)) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether the holder of the peer's password has shown that it sends from this source. */
    public boolean isValidated(int component, StunSource source) {
        CandidatePair inUse = paths.of(component).announced;
        return peers.isAuthenticated(component, source)
                || (inUse != null && source.is(inUse.peer.candidate.address()));
    }

    /** Whether media may go to the pair in use; false only after its consent has expired. */
    public boolean hasConsent(int component) {
        Consent consent = paths.of(component).consent;
        return consent.pair() == null || consent.isGiven();
    }

    /** A STUN message that arrived on a local candidate's port. */
    public StunOutcome onMessage(StunView message, LocalCandidate local, StunSource source, long nowNs) {
        if (message.method() != StunView.BINDING) {
            return StunOutcome.IGNORED;
        }
        StunOutcome outcome = switch (message.messageClass()) {
            case REQUEST -> responder.onRequest(message, local, source, nowNs);
            case SUCCESS, ERROR -> outcomes.onResponse(message, local, source, nowNs);
            case INDICATION -> StunOutcome.IGNORED;
        };
        if (outcome == StunOutcome.ANSWERED || outcome == StunOutcome.MATCHED) {
            settle(nowNs);
        }
        return outcome;
    }

    /** Does what is due: sends checks, nominates, asks for consent. */
    public void onTimer(long nowNs) {
        if (session.sendsChecks()) {
            sender.retransmit(nowNs);
            sender.startNext(nowNs);
        }
        if (!session.isLite()) {
            paths.askForConsent(sender, nowNs);
        }
        settle(nowNs);
    }

    /** Everything that follows from what has just happened. */
    private void settle(long nowNs) {
        if (sender.role() == IceRole.CONTROLLING && session.sendsChecks()) {
            nominate(nowNs);
        }
        progress.update(nowNs);
        nextTimerNs = computeNextTimerNs(nowNs);
    }

    private void nominate(long nowNs) {
        for (SelectedPath path : paths.all()) {
            CandidatePair chosen = Nomination.choose(path, checks, nowNs);
            if (chosen != null) {
                sender.nominate(chosen, nowNs);
            }
        }
    }

    private long computeNextTimerNs(long nowNs) {
        long next = Long.MAX_VALUE;
        if (session.isLite()) {
            return next;
        }
        for (SelectedPath path : paths.all()) {
            next = Math.min(next, path.consent.dueNs());
        }
        if (!session.sendsChecks()) {
            return next;
        }
        next = Math.min(next, sender.dueNs());
        for (SelectedPath path : paths.all()) {
            if (sender.role() == IceRole.CONTROLLING && path.selected() == null && path.firstValidNs != 0) {
                long decisionNs = path.firstValidNs + Nomination.PATIENCE_NS;
                next = decisionNs > nowNs ? Math.min(next, decisionNs) : next;
            }
        }
        return Math.min(next, progress.patientUntilNs(nowNs));
    }
}
