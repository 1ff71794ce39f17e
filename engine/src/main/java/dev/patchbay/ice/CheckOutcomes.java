package dev.patchbay.ice;

import dev.patchbay.stun.StunAttribute;
import dev.patchbay.stun.StunClass;
import dev.patchbay.stun.StunError;
import dev.patchbay.stun.StunView;

/** What the answers to our own checks mean (RFC 8445, section 7.2.5). Owner: MediaWorker. */
final class CheckOutcomes {

    private final CheckList checks;
    private final CheckSender sender;
    private final SelectedPaths paths;

    CheckOutcomes(CheckList checks, CheckSender sender, SelectedPaths paths) {
        this.checks = checks;
        this.sender = sender;
        this.paths = paths;
    }

    StunOutcome onResponse(StunView response, LocalCandidate local, StunSource source, long nowNs) {
        SelectedPath asking = paths.withConsentAskedBy(response);
        if (asking != null) {
            return onConsentAnswer(asking, response, local, source, nowNs);
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
            SelectedPath path, StunView response, LocalCandidate local, StunSource source, long nowNs) {
        CandidatePair inUse = path.consent.pair();
        boolean isAnswer = inUse != null
                && response.messageClass() == StunClass.SUCCESS
                && isFromPeer(response, inUse)
                && source.is(inUse.peer.candidate.address())
                && local.equals(inUse.local);
        if (!isAnswer) {
            return StunOutcome.UNMATCHED;
        }
        paths.confirmConsent(path, nowNs);
        return StunOutcome.MATCHED;
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
        SelectedPath path = paths.of(pair.component());
        if (path.firstValidNs == 0) {
            path.firstValidNs = nowNs;
        }
        if (path.consent.pair() == pair) {
            paths.confirmConsent(path, nowNs);
        }
        if ((check.isNominating && check.role == IceRole.CONTROLLING) || pair.isNominatedByPeer) {
            if (check.isNominating) {
                pair.nominatedNs = nowNs;
            }
            paths.onNominated(pair, nowNs);
        }
        paths.onValid(pair);
    }
}
