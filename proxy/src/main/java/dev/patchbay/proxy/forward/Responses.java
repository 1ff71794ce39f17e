package dev.patchbay.proxy.forward;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;

/** Responses that the proxy makes itself (RFC 3261 section 8.2.6). */
public final class Responses {

    private Responses() {}

    /**
     * @param reason empty for the usual one
     * @param toTag for requests that have none
     */
    public static SIPResponse to(SIPRequest request, int status, String reason, String toTag) {
        SIPResponse response = reason.isEmpty() ? request.createResponse(status) : request.createResponse(status, reason);
        if (status > 100 && !request.hasToTag()) {
            response.setToTag(toTag);
        }
        return response;
    }

    /** A copy of another status. */
    static SIPResponse withStatus(SIPResponse response, int status) {
        try {
            SIPResponse copy = (SIPResponse) response.clone();
            copy.setStatusCode(status);
            copy.setReasonPhrase(SIPResponse.getReasonPhrase(status));
            return copy;
        } catch (ParseException e) {
            throw new IllegalStateException("status " + status, e);
        }
    }
}
