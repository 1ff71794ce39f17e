package dev.patchbay.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether an XML-RPC call was successful. Servers differ in how they print XML: only the marks that matter are looked for. */
final class XmlrpcReply {

    private static final int HTTP_OK = 200;
    private static final int MAX_REASON_CHARS = 200;

    /** A dialog that is gone needs no teardown: the call is over, as was wanted. The second is what Kamailio 5.6 says. */
    private static final List<String> GONE = List.of("dialog not found", "find callid in dialog");

    private static final Pattern FAULT_STRING = Pattern.compile(
            "<name>\\s*faultString\\s*</name>\\s*<value>\\s*(?:<string>)?([^<]*)", Pattern.CASE_INSENSITIVE);

    private XmlrpcReply() {}

    /** @return why the call failed; empty when it did not */
    static Optional<String> failure(int status, String body) {
        if (status != HTTP_OK) {
            return Optional.of("HTTP status " + status);
        }
        String lower = body.toLowerCase(Locale.ROOT);
        if (!lower.contains("<methodresponse")) {
            return Optional.of("the reply is not XML-RPC");
        }
        if (!lower.contains("<fault") || GONE.stream().anyMatch(lower::contains)) {
            return Optional.empty();
        }
        Matcher fault = FAULT_STRING.matcher(body);
        String reason = fault.find() ? fault.group(1).strip() : "without a reason";
        return Optional.of("fault: " + reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS)));
    }
}
