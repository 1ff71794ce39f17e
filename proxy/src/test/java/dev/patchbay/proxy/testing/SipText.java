package dev.patchbay.proxy.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;

/** SIP messages from text with plain line ends. */
public final class SipText {

    private SipText() {}

    public static SIPRequest request(String text) {
        return (SIPRequest) parse(text);
    }

    public static SIPResponse response(String text) {
        return (SIPResponse) parse(text);
    }

    private static SIPMessage parse(String text) {
        try {
            return new StringMsgParser().parseSIPMessage(crlf(text).getBytes(ISO_8859_1), true, false, null);
        } catch (ParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static String crlf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    /** An INVITE with these further header lines, each with its line end. */
    public static SIPRequest invite(String uri, String headers) {
        return request("""
                INVITE %s SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKcaller
                %sFrom: <sip:alice@example.com>;tag=a
                To: <sip:bob@example.com>
                Call-ID: c1
                CSeq: 1 INVITE
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(uri, headers));
    }

    /** A response to a request, with To tag {@code b}. */
    public static SIPResponse response(SIPRequest request, int status) {
        SIPResponse response = request.createResponse(status);
        response.setToTag("b");
        return response;
    }
}
