package dev.patchbay.proxy.forward;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.Comparator;
import java.util.List;

/** Which of several final responses goes back (RFC 3261 section 16.7, step 6). */
final class BestResponse {

    private BestResponse() {}

    /**
     * The best first.
     *
     * @param responses 300..699, in the order of their arrival
     */
    static List<SIPResponse> rank(List<SIPResponse> responses) {
        return responses.stream().sorted(Comparator.comparingInt(response -> rank(response.getStatusCode()))).toList();
    }

    /** Lower is better: 6xx is final for all, then classes in their order, and in a class what lets the caller do better. */
    private static int rank(int status) {
        if (status >= 600) {
            return 0;
        }
        int inClass = switch (status) {
            case 401, 407 -> 0;
            case 415, 420, 484 -> 1;
            // Says nothing about the callee: the branch was given up, or its server was not reached.
            case 408, 480, 487, 503 -> 9;
            default -> 5;
        };
        return status / 100 * 10 + inClass;
    }
}
