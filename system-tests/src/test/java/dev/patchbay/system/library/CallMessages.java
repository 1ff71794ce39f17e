package dev.patchbay.system.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.net.IpAddress;
import dev.patchbay.sip.message.SipSyntaxException;
import dev.patchbay.sip.message.TextSipMessage;

/** The SIP messages of one call between 127.0.0.1 and 127.0.0.1. */
final class CallMessages {

    private final String callId;

    CallMessages(String callId) {
        this.callId = callId;
    }

    static String sdp(int port) {
        return """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 0 101
                a=rtpmap:101 telephone-event/8000
                """.formatted(port).replace("\n", "\r\n");
    }

    TextSipMessage request(String method, String sdp) {
        return message(method + " sip:b@127.0.0.1 SIP/2.0", method, !method.equals("INVITE"), sdp);
    }

    TextSipMessage reply(int status, String sdp) {
        return message("SIP/2.0 " + status + " Text", "INVITE", true, sdp);
    }

    private TextSipMessage message(String start, String method, boolean hasToTag, String sdp) {
        String text = start + "\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\nFrom: <sip:a@127.0.0.1>;tag=caller\r\n"
                + "To: <sip:b@127.0.0.1>" + (hasToTag ? ";tag=callee" : "") + "\r\nCall-ID: " + callId + "\r\nCSeq: 1 " + method
                + (sdp.isEmpty() ? "" : "\r\nContent-Type: application/sdp") + "\r\n\r\n" + sdp;
        try {
            return TextSipMessage.parse(text.getBytes(ISO_8859_1), IpAddress.literal("127.0.0.1"));
        } catch (SipSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
