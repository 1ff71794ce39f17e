package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunAttribute;
import dev.patchbay.stun.StunClass;
import dev.patchbay.stun.StunError;
import dev.patchbay.stun.StunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** No failure is declared earlier: checks of the peer may still come (RFC 8863). */
    static final long PATIENCE_NS = 39_500_000_000L;

    /** Checks that came before the peer's description. */
    private static final int MAX_EARLY_CHECKS = 32;
    private final CheckMessages messages;
    private final RandomGenerator random;
    private final IceListener listener;
    private final CheckList checks = new CheckList();
    private final PeerTable peers = new PeerTable();
    private final CheckSender sender;
    private final RequestGate gate;
    private final SelectedPath[] paths = {new SelectedPath(1), new SelectedPath(2)};

    /** A check that came before the peer's description: there was nothing to check back with. */
    private record EarlyCheck(LocalCandidate local, Peer peer, boolean nominates) {}

    private final List<EarlyCheck> early = new ArrayList<>();
    private IceSetup setup;
    private Generation generation;
    private IceState state = IceState.NEW;
    private long startedNs;
    private long nextTimerNs = Long.MAX_VALUE;

    /**
     * @param messages of the same thread
     * @param random of cryptographic strength in production, for transaction identifiers
     */
    public IceAgent(CheckMessages messages, RandomGenerator random, IceListener listener, IceSetup setup, long nowNs) {
        this.messages = messages;
        this.random = random;
        this.listener = listener;
        this.setup = setup;
        this.sender = new CheckSender(messages, random, listener, checks, roleOf(setup));
        RemoteDescription remote = setup.remote();
        this.generation = new Generation(setup.local(), remote == null ? null : remote.credentials());
        this.gate = new RequestGate(messages, listener, generation);
        closeUnusedComponents();
        begin(nowNs);
        settleState(nowNs);
    }

    public IceState state() {
        return state;
    }

    public IceRole role() {
        return sender.role();
    }

    /** Our part of the user names in force. */
    public String localUfrag() {
        return setup.local().ufrag();
    }

    public int pairCount() {
        return checks.pairs().size();
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
                    path(pair.component()).announced == pair));
        }
        return report;
    }

    /** When {@link #onTimer} has something to do; {@link Long#MAX_VALUE} for never. */
    public long nextTimerNs() {
        return nextTimerNs;
    }

    /** What signalling says now; may be the same as before. New credentials of either side restart ICE. */
    public void configure(IceSetup next, long nowNs) {
        IceSetup former = setup;
        if (former.equals(next)) {
            return;
        }
        setup = next;
        RemoteDescription remote = next.remote();
        IceCredentials remoteCredentials = remote == null ? null : remote.credentials();
        boolean isSameLocal = former.local().equals(next.local());
        IceCredentials formerRemote = former.remote() == null ? null : former.remote().credentials();
        boolean isSameRemote = Objects.equals(remoteCredentials, formerRemote);
        if (!isSameLocal || !isSameRemote) {
            generation = new Generation(next.local(), remoteCredentials);
            gate.use(generation, !isSameLocal);
            sender.setRole(roleOf(next));
            // The first description of the peer is none: its checks may have come before.
            if (!isSameLocal || formerRemote != null) {
                restart();
            }
            begin(nowNs);
        } else {
            addCandidates();
        }
        closeUnusedComponents();
        settleState(nowNs);
    }

    /** A lite agent is always controlled by a full one (RFC 8445, section 6.1.1). */
    private static IceRole roleOf(IceSetup setup) {
        RemoteDescription remote = setup.remote();
        boolean isRemoteLite = remote != null && remote.mode() == IceMode.LITE;
        return switch (setup.mode()) {
            case FULL -> isRemoteLite ? IceRole.CONTROLLING : setup.role();
            case LITE -> isRemoteLite ? setup.role() : IceRole.CONTROLLED;
        };
    }

    /** What was found out so far belongs to other credentials. */
    private void restart() {
        checks.clear();
        peers.clear();
        early.clear();
        for (SelectedPath path : paths) {
            path.restart();
        }
        to(setup.remote() == null ? IceState.NEW : IceState.CHECKING, true);
    }

    private void begin(long nowNs) {
        startedNs = nowNs;
        sender.hurry(nowNs);
        addCandidates();
        if (generation.outgoing == null) {
            return;
        }
        for (EarlyCheck check : early) {
            onPeerCheck(check.local(), check.peer(), check.nominates(), nowNs);
        }
        early.clear();
    }

    private void closeUnusedComponents() {
        for (SelectedPath path : paths) {
            path.isOpen = setup.localCandidates().stream().anyMatch(local -> local.component() == path.component);
            if (!path.isOpen) {
                path.close();
            }
        }
        checks.remove(pair -> !setup.localCandidates().contains(pair.local));
    }

    private void addCandidates() {
        RemoteDescription remote = setup.remote();
        if (remote == null) {
            return;
        }
        for (RemoteCandidate candidate : remote.candidates()) {
            peers.add(candidate);
        }
        checks.reprioritise(sender.role());
        if (setup.mode() == IceMode.LITE) {
            if (remote.mode() == IceMode.LITE) {
                selectWithoutChecks();
            }
            return;
        }
        for (Peer peer : peers.all()) {
            for (LocalCandidate local : setup.localCandidates()) {
                // A component that has its pair needs no others; a restart brings them back.
                if (path(local.component()).selected() == null) {
                    checks.obtain(local, peer, generation, sender.role());
                }
            }
        }
    }

    /** Two lite agents take the best pair there is (RFC 8445, section 6.1.2; nobody could check it). */
    private void selectWithoutChecks() {
        for (LocalCandidate local : setup.localCandidates()) {
            for (Peer peer : peers.all()) {
                CandidatePair pair = checks.obtain(local, peer, generation, sender.role());
                SelectedPath path = path(local.component());
                CandidatePair present = path.selected();
                if (pair != null && (present == null || pair.isBetterThan(present))) {
                    path.select(pair);
                    announce(path, pair);
                }
            }
        }
    }

    private SelectedPath path(int component) {
        return paths[component - 1];
    }

    /** The candidate of a local port; null when it is not part of ICE. */
    public @Nullable LocalCandidate localCandidate(TransportAddress base) {
        for (LocalCandidate candidate : setup.localCandidates()) {
            if (candidate.base().equals(base)) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether the holder of the peer's password has shown that it sends from this source. */
    public boolean isValidated(int component, StunSource source) {
        CandidatePair inUse = path(component).announced;
        return peers.isAuthenticated(component, source)
                || (inUse != null && source.is(inUse.peer.candidate.address()));
    }

    /** Whether media may go to the pair in use; false only after its consent has expired. */
    public boolean hasConsent(int component) {
        Consent consent = path(component).consent;
        return consent.pair() == null || consent.isGiven();
    }

    /** A STUN message that arrived on a local candidate's port. */
    public StunOutcome onMessage(StunView message, LocalCandidate local, StunSource source, long nowNs) {
        if (message.method() != StunView.BINDING) {
            return StunOutcome.IGNORED;
        }
        StunOutcome outcome = switch (message.messageClass()) {
            case REQUEST -> onRequest(message, local, source, nowNs);
            case SUCCESS, ERROR -> onResponse(message, local, source, nowNs);
            case INDICATION -> StunOutcome.IGNORED;
        };
        if (outcome == StunOutcome.ANSWERED || outcome == StunOutcome.MATCHED) {
            settleState(nowNs);
        }
        return outcome;
    }

    private StunOutcome onRequest(StunView request, LocalCandidate local, StunSource source, long nowNs) {
        Generation asked = gate.admit(request, local, source, nowNs);
        if (asked == null) {
            return StunOutcome.UNAUTHENTIC;
        }
        TransportAddress from = source.copy();
        if (request.unknownCount() > 0) {
            listener.send(local, from, messages.error(request, StunError.UNKNOWN_ATTRIBUTE, asked.localKey));
            return StunOutcome.ANSWERED;
        }
        if (asked == generation && hasRoleConflict(request)) {
            if (keepsRole(request)) {
                listener.send(local, from, messages.error(request, StunError.ROLE_CONFLICT, asked.localKey));
                return StunOutcome.ANSWERED;
            }
            sender.setRole(sender.role().other());
        }
        listener.send(local, from, messages.success(request, from, asked.localKey));
        Peer peer = asked == generation ? peers.learn(local.component(), from, request) : null;
        if (peer != null) {
            boolean nominates = request.has(StunAttribute.USE_CANDIDATE) && sender.role() == IceRole.CONTROLLED;
            onPeerCheck(local, peer, nominates, nowNs);
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
        return setup.mode() == IceMode.LITE || (role == IceRole.CONTROLLING) == isGreater;
    }

    /** Sections 7.3.1.4 and 7.3.1.5. */
    private void onPeerCheck(LocalCandidate local, Peer peer, boolean nominates, long nowNs) {
        if (setup.mode() == IceMode.LITE) {
            onPeerCheckWhenLite(local, peer, nominates, nowNs);
            return;
        }
        if (generation.outgoing == null) {
            remember(new EarlyCheck(local, peer, nominates));
            return;
        }
        SelectedPath path = path(local.component());
        boolean isSettled = path.selected() != null && !path.isLost();
        CandidatePair pair = checks.find(local, peer);
        if (pair == null && (!isSettled || nominates)) {
            pair = checks.obtain(local, peer, generation, sender.role());
        }
        if (pair == null) {
            return;
        }
        if (nominates) {
            pair.nominatedNs = nowNs;
            if (pair.state() == PairState.SUCCEEDED) {
                onNominated(pair, nowNs);
                return;
            }
            pair.isNominatedByPeer = true;
        }
        if (!isSettled || nominates) {
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

    private void onPeerCheckWhenLite(LocalCandidate local, Peer peer, boolean nominates, long nowNs) {
        CandidatePair pair = nominates ? checks.obtain(local, peer, generation, sender.role()) : null;
        if (pair != null) {
            pair.nominatedNs = nowNs;
            if (pair.state() != PairState.SUCCEEDED) {
                succeedWithoutCheck(pair);
            }
            onNominated(pair, nowNs);
        }
    }

    private static void succeedWithoutCheck(CandidatePair pair) {
        if (pair.state() == PairState.FROZEN) {
            pair.to(PairState.WAITING);
        }
        if (pair.state() == PairState.WAITING) {
            pair.to(PairState.IN_PROGRESS);
        }
        pair.to(PairState.SUCCEEDED);
    }

    private void onNominated(CandidatePair pair, long nowNs) {
        SelectedPath path = path(pair.component());
        if (path.selected() != pair && Nomination.replaces(pair, path, nowNs)) {
            select(path, pair, nowNs);
        }
    }

    private void select(SelectedPath path, CandidatePair pair, long nowNs) {
        path.select(pair);
        if (setup.mode() == IceMode.FULL) {
            path.consent.begin(pair, nowNs, random);
        }
        checks.settle(pair);
        announce(path, pair);
    }

    private void announce(SelectedPath path, CandidatePair pair) {
        path.announced = pair;
        listener.onPair(path.component, pair.local, pair.peer.candidate.address(), path.selected() == pair);
    }

    private StunOutcome onResponse(StunView response, LocalCandidate local, StunSource source, long nowNs) {
        for (SelectedPath path : paths) {
            CandidatePair inUse = path.consent.pair();
            if (inUse != null && path.consent.hasAsked(response)) {
                return onConsentAnswer(path, inUse, response, local, source, nowNs);
            }
        }
        CandidatePair pair = checks.withTransactionOf(response);
        Check check = pair == null ? null : pair.check;
        if (pair == null || check == null || !isFromPeer(response, pair)) {
            return StunOutcome.UNMATCHED;
        }
        pair.check = null;
        boolean isSymmetric = source.is(pair.peer.candidate.address()) && local.equals(pair.local);
        if (response.messageClass() == StunClass.ERROR) {
            onError(pair, check, response, nowNs);
        } else if (!isSymmetric || !response.has(StunAttribute.XOR_MAPPED_ADDRESS)) {
            // Section 7.2.5.2.1: an answer from elsewhere proves nothing for this pair.
            pair.to(PairState.FAILED);
        } else {
            onSuccess(pair, check, response, nowNs);
        }
        return StunOutcome.MATCHED;
    }

    private static boolean isFromPeer(StunView response, CandidatePair pair) {
        Generation.Outgoing credentials = pair.generation.outgoing;
        return credentials != null && response.isAuthentic(credentials.key);
    }

    private StunOutcome onConsentAnswer(
            SelectedPath path, CandidatePair inUse, StunView response, LocalCandidate local, StunSource source, long nowNs) {
        boolean isAnswer = response.messageClass() == StunClass.SUCCESS
                && isFromPeer(response, inUse)
                && source.is(inUse.peer.candidate.address())
                && local.equals(inUse.local);
        if (!isAnswer) {
            return StunOutcome.UNMATCHED;
        }
        confirmConsent(path, nowNs);
        return StunOutcome.MATCHED;
    }

    private void confirmConsent(SelectedPath path, long nowNs) {
        boolean isRegained = !path.consent.isGiven();
        path.consent.confirm(nowNs);
        if (isRegained) {
            listener.onConsent(path.component, true);
        }
    }

    private void onError(CandidatePair pair, Check check, StunView response, long nowNs) {
        if (response.errorCode() != StunError.ROLE_CONFLICT.code()) {
            pair.to(PairState.FAILED);
            return;
        }
        if (check.role == sender.role()) {
            sender.setRole(check.role.other());
        }
        if (pair.state() == PairState.IN_PROGRESS) {
            pair.to(PairState.WAITING);
            checks.trigger(pair);
            sender.hurry(nowNs);
        }
    }

    private void onSuccess(CandidatePair pair, Check check, StunView response, long nowNs) {
        pair.mapped = response.mappedAddress();
        pair.peer.isAuthenticated = true;
        if (pair.state() == PairState.IN_PROGRESS) {
            pair.to(PairState.SUCCEEDED);
            checks.thawLike(pair);
        }
        SelectedPath path = path(pair.component());
        if (path.firstValidNs == 0) {
            path.firstValidNs = nowNs;
        }
        if (path.consent.pair() == pair) {
            confirmConsent(path, nowNs);
        }
        if ((check.isNominating && check.role == IceRole.CONTROLLING) || pair.isNominatedByPeer) {
            if (check.isNominating) {
                pair.nominatedNs = nowNs;
            }
            onNominated(pair, nowNs);
        }
        CandidatePair best = checks.bestValid(path.component);
        if (path.selected() == null && best != null && best != path.announced) {
            announce(path, best);
        }
    }

    /** Does what is due: sends checks, nominates, asks for consent. */
    public void onTimer(long nowNs) {
        if (setup.mode() == IceMode.FULL && generation.outgoing != null) {
            sender.retransmit(nowNs);
            sender.startNext(nowNs);
        }
        if (setup.mode() == IceMode.FULL) {
            askForConsent(nowNs);
        }
        settleState(nowNs);
    }

    private void nominate(long nowNs) {
        if (sender.role() != IceRole.CONTROLLING || setup.mode() != IceMode.FULL || generation.outgoing == null) {
            return;
        }
        for (SelectedPath path : paths) {
            CandidatePair chosen = Nomination.choose(path, checks, nowNs);
            if (chosen != null) {
                sender.nominate(chosen, nowNs);
            }
        }
    }

    private void askForConsent(long nowNs) {
        for (SelectedPath path : paths) {
            CandidatePair inUse = path.consent.pair();
            if (path.consent.expires(nowNs)) {
                listener.onConsent(path.component, false);
            }
            if (inUse != null && path.consent.isDue(nowNs)) {
                sender.askForConsent(inUse, path.consent, nowNs);
            }
        }
    }

    /** Everything that follows from what has just happened. */
    private void settleState(long nowNs) {
        nominate(nowNs);
        to(stateNow(nowNs), false);
        nextTimerNs = computeNextTimerNs(nowNs);
    }

    private IceState stateNow(long nowNs) {
        if (setup.remote() == null) {
            return IceState.NEW;
        }
        boolean allSelected = true;
        boolean allValid = true;
        boolean isLost = false;
        boolean anyFailed = false;
        for (SelectedPath path : paths) {
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

    private void to(IceState next, boolean isRestart) {
        if (state == next) {
            return;
        }
        if (!isRestart && !state.mayBecome(next)) {
            throw new IllegalStateException("an agent cannot go from " + state + " to " + next);
        }
        IceState former = state;
        state = next;
        listener.onState(former, next);
    }

    private long computeNextTimerNs(long nowNs) {
        long next = Long.MAX_VALUE;
        if (setup.mode() == IceMode.LITE) {
            return next;
        }
        for (SelectedPath path : paths) {
            next = Math.min(next, path.consent.dueNs());
        }
        if (generation.outgoing == null) {
            return next;
        }
        next = Math.min(next, sender.dueNs());
        for (SelectedPath path : paths) {
            if (sender.role() == IceRole.CONTROLLING && path.selected() == null && path.firstValidNs != 0) {
                long decisionNs = path.firstValidNs + Nomination.PATIENCE_NS;
                next = decisionNs > nowNs ? Math.min(next, decisionNs) : next;
            }
        }
        boolean isPatient = state == IceState.CHECKING && startedNs + PATIENCE_NS > nowNs;
        return isPatient ? Math.min(next, startedNs + PATIENCE_NS) : next;
    }
}
