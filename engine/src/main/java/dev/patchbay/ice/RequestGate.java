package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunAttribute;
import dev.patchbay.stun.StunError;
import dev.patchbay.stun.StunView;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only requests of somebody who knows our password, and refuses the others (RFC 8489, section 9.1.3); says what became of
 * those it let in. Owner: MediaWorker.
 */
final class RequestGate {

    /** Error responses to what is not authentic, per second: enough for a confused peer, of no use as a reflector. */
    private static final int MAX_ERRORS_PER_SECOND = 10;

    private static final long SECOND_NS = 1_000_000_000L;

    private final CheckMessages messages;
    private final IceListener listener;
    private Generation generation;
    /** Credentials before the restart: the peer may still ask with them. */
    private @Nullable Generation former;
    private long windowNs;
    private int errorsInWindow;

    RequestGate(CheckMessages messages, IceListener listener, Generation generation) {
        this.messages = messages;
        this.listener = listener;
        this.generation = generation;
    }

    /** @param isRestart our own credentials have changed */
    void use(Generation next, boolean isRestart) {
        if (isRestart) {
            former = generation;
        }
        generation = next;
    }

    /** @return the credentials the request was made with; null when it was refused */
    @Nullable Generation admit(StunView request, LocalCandidate local, StunSource source, long nowNs) {
        if (!request.has(StunAttribute.MESSAGE_INTEGRITY) || !request.has(StunAttribute.USERNAME)) {
            refuse(request, local, source, StunError.BAD_REQUEST, nowNs);
            return null;
        }
        Generation asked = generationOf(request);
        if (asked == null || !request.isAuthentic(asked.localKey)) {
            refuse(request, local, source, StunError.UNAUTHENTICATED, nowNs);
            return null;
        }
        return asked;
    }

    private @Nullable Generation generationOf(StunView request) {
        if (request.isUserOf(generation.localUfrag)) {
            return generation;
        }
        Generation before = former;
        return before != null && request.isUserOf(before.localUfrag) ? before : null;
    }

    /** Answers an authentic request with success. */
    void accept(StunView request, LocalCandidate local, TransportAddress from, Generation asked) {
        listener.send(local, from, messages.success(request, from, asked.localKey));
    }

    /** Answers an authentic request with an error. */
    void reject(StunView request, LocalCandidate local, TransportAddress from, StunError error, Generation asked) {
        listener.send(local, from, messages.error(request, error, asked.localKey));
    }

    private void refuse(StunView request, LocalCandidate local, StunSource source, StunError error, long nowNs) {
        if (nowNs - windowNs >= SECOND_NS) {
            windowNs = nowNs;
            errorsInWindow = 0;
        }
        if (errorsInWindow++ < MAX_ERRORS_PER_SECOND) {
            listener.send(local, source.copy(), messages.error(request, error, null));
        }
    }
}
