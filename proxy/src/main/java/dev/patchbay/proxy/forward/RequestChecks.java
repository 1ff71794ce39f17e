package dev.patchbay.proxy.forward;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.header.Header;
import javax.sip.header.MaxForwardsHeader;

/** Whether a request may be proxied at all (RFC 3261 section 16.3, RFC 4475). */
final class RequestChecks {

    /** What it gets if not. */
    record Refusal(int status, String reason, Optional<Header> header) {
        static Refusal of(int status, String reason) {
            return new Refusal(status, reason, Optional.empty());
        }
    }

    private RequestChecks() {}

    static Optional<Refusal> check(SIPRequest request) {
        String method = request.getMethod();
        if (!method.equals(request.getCSeq().getMethod())) {
            return Optional.of(Refusal.of(400, "CSeq Method Does Not Match"));
        }
        if (request.getCSeq().getSeqNumber() < 0) {
            return Optional.of(Refusal.of(400, "CSeq Out Of Range"));
        }
        if (request.getTopmostVia().getHost() == null || request.getFrom().getAddress() == null) {
            return Optional.of(Refusal.of(400, "Malformed Header"));
        }
        String scheme = request.getRequestURI().getScheme();
        if (!scheme.equalsIgnoreCase("sip") && !scheme.equalsIgnoreCase("sips") && !scheme.equalsIgnoreCase("tel")) {
            return Optional.of(Refusal.of(416, ""));
        }
        if (request.getMaxForwards() != null && request.getMaxForwards().getMaxForwards() <= 0) {
            return Optional.of(Refusal.of(483, ""));
        }
        Header required = request.getHeader("Proxy-Require");
        if (required != null && !method.equals("ACK") && !method.equals("CANCEL")) {
            return Optional.of(new Refusal(420, "", unsupported(required)));
        }
        return Optional.empty();
    }

    private static Optional<Header> unsupported(Header required) {
        String text = required.toString();
        String names = text.substring(text.indexOf(':') + 1).strip();
        try {
            return Optional.of(new gov.nist.javax.sip.header.HeaderFactoryImpl().createHeader("Unsupported", names));
        } catch (java.text.ParseException _) {
            return Optional.empty();
        }
    }

    /** RFC 3261 section 16.6, step 3. */
    static void decrementMaxForwards(SIPRequest request) {
        try {
            MaxForwardsHeader hops = request.getMaxForwards();
            if (hops != null) {
                hops.setMaxForwards(hops.getMaxForwards() - 1);
            } else {
                request.setMaxForwards(new gov.nist.javax.sip.header.MaxForwards(70));
            }
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("Max-Forwards was checked before", e);
        }
    }
}
