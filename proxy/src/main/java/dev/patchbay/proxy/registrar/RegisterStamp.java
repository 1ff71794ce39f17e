package dev.patchbay.proxy.registrar;

import java.time.Instant;

/** Which REGISTER request it was: of one Call-ID only a higher CSeq may change what an earlier request has set. */
public record RegisterStamp(String callId, long cseq, Instant at) {

    /** Whether a request of this stamp may change a binding made by one of the other (RFC 3261 section 10.3, steps 6 and 7). */
    boolean isAfter(RegisterStamp other) {
        return !callId.equals(other.callId) || cseq > other.cseq;
    }
}
