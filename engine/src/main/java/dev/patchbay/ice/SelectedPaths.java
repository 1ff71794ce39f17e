package dev.patchbay.ice;

import dev.patchbay.stun.StunView;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The paths of both components: which pairs are in use, and whether the peer still consents to them. Owner: MediaWorker. */
final class SelectedPaths {

    private final IceSession session;
    private final CheckList checks;
    private final RandomGenerator random;
    private final IceListener listener;
    private final List<SelectedPath> paths = List.of(new SelectedPath(1), new SelectedPath(2));

    SelectedPaths(IceSession session, CheckList checks, RandomGenerator random, IceListener listener) {
        this.session = session;
        this.checks = checks;
        this.random = random;
        this.listener = listener;
    }

    List<SelectedPath> all() {
        return paths;
    }

    SelectedPath of(int component) {
        return paths.get(component - 1);
    }

    void restart() {
        paths.forEach(SelectedPath::restart);
    }

    /** Ends the paths of components that have no port any more. */
    void closeUnused() {
        List<LocalCandidate> locals = session.setup().localCandidates();
        for (SelectedPath path : paths) {
            path.isOpen = locals.stream().anyMatch(local -> local.component() == path.component);
            if (!path.isOpen) {
                path.close();
            }
        }
        checks.remove(pair -> !locals.contains(pair.local));
    }

    /** A pair has succeeded and is nominated. */
    void onNominated(CandidatePair pair, long nowNs) {
        SelectedPath path = of(pair.component());
        if (path.selected() != pair && Nomination.replaces(pair, path, nowNs)) {
            path.select(pair);
            if (!session.isLite()) {
                path.consent.begin(pair, nowNs, random);
            }
            checks.settle(pair);
            announce(path, pair);
        }
    }

    /** Takes a pair that nobody can check, unless there is a better one. */
    void selectUnchecked(CandidatePair pair) {
        SelectedPath path = of(pair.component());
        CandidatePair present = path.selected();
        if (present == null || pair.isBetterThan(present)) {
            path.select(pair);
            announce(path, pair);
        }
    }

    /** A pair works: as long as none is nominated, media takes the best of those that do. */
    void onValid(CandidatePair pair) {
        SelectedPath path = of(pair.component());
        CandidatePair best = checks.bestValid(path.component);
        if (path.selected() == null && best != null && best != path.announced) {
            announce(path, best);
        }
    }

    private void announce(SelectedPath path, CandidatePair pair) {
        path.announced = pair;
        listener.onPair(path.component, pair.local, pair.peer.candidate.address(), path.selected() == pair);
    }

    /** The path whose consent was asked for by the request that this answers; null when it answers something else. */
    @Nullable SelectedPath withConsentAskedBy(StunView response) {
        for (SelectedPath path : paths) {
            if (path.consent.pair() != null && path.consent.hasAsked(response)) {
                return path;
            }
        }
        return null;
    }

    void confirmConsent(SelectedPath path, long nowNs) {
        boolean isRegained = !path.consent.isGiven();
        path.consent.confirm(nowNs);
        if (isRegained) {
            listener.onConsent(path.component, true);
        }
    }

    void askForConsent(CheckSender sender, long nowNs) {
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
}
