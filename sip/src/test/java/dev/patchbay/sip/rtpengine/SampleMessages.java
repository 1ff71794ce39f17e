package dev.patchbay.sip.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.net.IpAddress;
import dev.patchbay.sip.message.SipSyntaxException;
import dev.patchbay.sip.message.TextSipMessage;

/** SIP messages of one call, as text. */
final class SampleMessages {

    static final String SDP = "v=0\r\no=- 77 1 IN IP4 10.77.1.1\r\ns=call\r\nc=IN IP4 10.77.1.1\r\nt=0 0\r\n"
            + "m=audio 33000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=ptime:20\r\na=sendrecv\r\n";

    private String callId = "1-98@10.77.1.1";
    private String fromTag = "98a1";
    private String toTag = "97b1";
    private String callerAddress = "10.77.1.1";
    private String calleeAddress = "10.77.2.1";

    SampleMessages callId(String id) {
        callId = id;
        return this;
    }

    SampleMessages tags(String from, String to) {
        fromTag = from;
        toTag = to;
        return this;
    }

    SampleMessages addresses(String caller, String callee) {
        callerAddress = caller;
        calleeAddress = callee;
        return this;
    }

    TextSipMessage request(String method, boolean isInDialog, String sdp) {
        return message(method + " sip:b@10.77.3.1 SIP/2.0", method, isInDialog, callerAddress, sdp, 1);
    }

    TextSipMessage reply(String method, int status, String sdp) {
        return message("SIP/2.0 " + status + " Text", method, true, calleeAddress, sdp, 2);
    }

    private TextSipMessage message(String start, String method, boolean hasToTag, String source, String sdp, int vias) {
        StringBuilder text = new StringBuilder(start).append("\r\n");
        if (vias == 2) {
            text.append("Via: SIP/2.0/UDP 10.77.3.1;branch=z9hG4bK-proxy\r\n");
        }
        text.append("Via: SIP/2.0/UDP 10.77.1.1:5060;branch=z9hG4bK-caller\r\n");
        text.append("From: <sip:a@10.77.1.1>;tag=").append(fromTag).append("\r\n");
        text.append("To: \"B; tag=no\" <sip:b@10.77.2.1;tag=uri>");
        text.append(hasToTag ? ";tag=" + toTag : "").append("\r\n");
        text.append("Call-ID: ").append(callId).append("\r\nCSeq: 1 ").append(method).append("\r\n");
        if (!sdp.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        text.append("\r\n").append(sdp);
        try {
            return TextSipMessage.parse(text.toString().getBytes(ISO_8859_1), IpAddress.literal(source));
        } catch (SipSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
