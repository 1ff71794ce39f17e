package dev.patchbay.proxy.registrar;

import dev.patchbay.proxy.header.Headers;
import dev.patchbay.proxy.nat.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderAddress;
import javax.sip.message.Request;

/**
 * What a REGISTER request asks for, checked (RFC 3261 section 10.3, steps 6 and 7).
 *
 * @param isRemovalOfAll {@code Contact: *}
 * @param contacts empty in a query; one with a time of zero is to be removed
 */
record RegisterRequest(RegisterStamp stamp, boolean isRemovalOfAll, List<Wish> contacts) {

    /** @param lifetime zero to remove it */
    record Wish(Binding binding, Duration lifetime) {}

    /** What the stack makes of a star before another contact. */
    private static final String STAR_AS_NAME = "*,";

    private static final Pattern CONTACT_LINE = Pattern.compile("(?:contact|m)\\s*:", Pattern.CASE_INSENSITIVE);

    private static final int MAX_CALL_ID_CHARS = 512;
    private static final int MAX_INSTANCE_CHARS = 255;
    private static final int MAX_PATH_CHARS = 2048;

    RegisterRequest {
        contacts = List.copyOf(contacts);
    }

    static RegisterRequest read(Request request, Optional<Flow> flow, RegistrationTimes times, LocationLimits limits, Instant now)
            throws RegisterRefusedException {
        RegisterStamp stamp = stamp(request, now);
        if (hasUnreadableContact(request)) {
            throw new RegisterRefusedException(400, "Contact cannot be read");
        }
        List<ContactHeader> headers = Headers.all(request, ContactHeader.NAME, ContactHeader.class);
        Optional<Integer> expires = Optional.ofNullable(request.getExpires()).map(ExpiresHeader::getExpires);
        boolean isStarBesideOthers = headers.stream()
                .anyMatch(c -> c.isWildCard() ? headers.size() > 1 : STAR_AS_NAME.equals(c.getAddress().getDisplayName()));
        boolean isRemovalOfAll = headers.size() == 1 && headers.getFirst().isWildCard();
        if (isStarBesideOthers || (isRemovalOfAll && !expires.equals(Optional.of(0)))) {
            throw new RegisterRefusedException(400, "Contact * needs Expires 0 and no other contact");
        }
        if (isRemovalOfAll) {
            return new RegisterRequest(stamp, true, List.of());
        }
        if (headers.size() > limits.contacts()) {
            throw new RegisterRefusedException(403, "Too many contacts");
        }
        List<String> path = path(request, limits);
        List<Wish> contacts = new ArrayList<>();
        for (ContactHeader header : headers) {
            Duration lifetime = lifetime(header, expires, times);
            Binding binding = new Binding(
                    uri(header, limits), q(header), now.plus(lifetime), stamp, device(header), flow, path);
            contacts.add(new Wish(binding, lifetime));
        }
        return new RegisterRequest(stamp, false, contacts);
    }

    /** The stack puts aside what it cannot read. Without its Contact a request would be taken for a query. */
    private static boolean hasUnreadableContact(Request request) {
        Iterator<?> unread = request.getUnrecognizedHeaders();
        while (unread.hasNext()) {
            if (CONTACT_LINE.matcher(String.valueOf(unread.next())).lookingAt()) {
                return true;
            }
        }
        return false;
    }

    private static RegisterStamp stamp(Request request, Instant now) throws RegisterRefusedException {
        String callId = Headers.first(request, CallIdHeader.NAME, CallIdHeader.class).map(CallIdHeader::getCallId).orElse("");
        Optional<CSeqHeader> cseq = Headers.first(request, CSeqHeader.NAME, CSeqHeader.class);
        if (callId.isEmpty() || callId.length() > MAX_CALL_ID_CHARS || cseq.isEmpty()) {
            throw new RegisterRefusedException(400, "Bad Call-ID or CSeq");
        }
        return new RegisterStamp(callId, cseq.get().getSeqNumber(), now);
    }

    private static String uri(ContactHeader header, LocationLimits limits) throws RegisterRefusedException {
        String uri = header.getAddress().getURI().toString();
        // A user who can be reached by telephone or mail only is nobody this proxy can call.
        if (!(header.getAddress().getURI() instanceof SipURI) || uri.length() > limits.uriChars()) {
            throw new RegisterRefusedException(400, "Contact is no SIP URI of up to " + limits.uriChars() + " characters");
        }
        return uri;
    }

    private static Duration lifetime(ContactHeader header, Optional<Integer> expires, RegistrationTimes times)
            throws RegisterRefusedException {
        String parameter = Optional.ofNullable(header.getParameter("expires")).orElse("");
        Duration wanted;
        if (parameter.matches("[0-9]+")) {
            // Numbers beyond an int the stack does not read: all of them are too long.
            wanted = parameter.length() > 9 ? times.longest() : Duration.ofSeconds(Long.parseLong(parameter));
        } else {
            wanted = expires.map(Duration::ofSeconds).orElse(times.standard());
        }
        if (wanted.isPositive() && wanted.compareTo(times.shortest()) < 0) {
            throw new RegisterRefusedException(423, "Interval Too Brief");
        }
        return wanted.compareTo(times.longest()) > 0 ? times.longest() : wanted;
    }

    private static int q(ContactHeader header) throws RegisterRefusedException {
        if (header.getParameter("q") == null) {
            return Binding.MAX_Q;
        }
        int thousandths = Math.round(header.getQValue() * Binding.MAX_Q);
        if (thousandths < 0 || thousandths > Binding.MAX_Q) {
            throw new RegisterRefusedException(400, "q is not 0..1");
        }
        return thousandths;
    }

    private static Optional<Device> device(ContactHeader header) throws RegisterRefusedException {
        String instance = Optional.ofNullable(header.getParameter("+sip.instance")).orElse("");
        String regId = Optional.ofNullable(header.getParameter("reg-id")).orElse("");
        if (instance.length() > MAX_INSTANCE_CHARS) {
            throw new RegisterRefusedException(400, "Parameter +sip.instance is too long");
        }
        return !instance.isEmpty() && regId.matches("[1-9][0-9]{0,8}")
                ? Optional.of(new Device(instance, Integer.parseInt(regId)))
                : Optional.empty();
    }

    private static List<String> path(Request request, LocationLimits limits) throws RegisterRefusedException {
        List<String> path = new ArrayList<>();
        int chars = 0;
        for (Header header : Headers.all(request, Registrar.PATH, Header.class)) {
            if (!(header instanceof HeaderAddress address) || !(address.getAddress().getURI() instanceof SipURI uri)) {
                throw new RegisterRefusedException(400, "Path is no SIP URI");
            }
            path.add(uri.toString());
            chars += uri.toString().length() + 1;
            if (uri.toString().length() > limits.uriChars() || chars > MAX_PATH_CHARS) {
                throw new RegisterRefusedException(400, "Path is too long");
            }
        }
        return path;
    }
}
