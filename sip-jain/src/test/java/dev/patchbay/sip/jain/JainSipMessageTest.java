package dev.patchbay.sip.jain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.sip.message.SdpPart;
import java.net.InetAddress;
import javax.sip.SipFactory;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.MessageFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JainSipMessageTest {

    private static final String REQUEST = """
            INVITE sip:b@192.0.2.2 SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.3:5060;branch=z9hG4bK-first
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-second
            From: <sip:a@192.0.2.1>;tag=from-1
            To: <sip:b@192.0.2.2>
            Call-ID: call@192.0.2.1
            CSeq: 1 INVITE
            Max-Forwards: 70
            Content-Type: multipart/mixed;boundary="b 1"
            Content-Length: 0

            """.replace("\n", "\r\n");

    private static final String BODY = "--b 1\r\nContent-Type: application/isup\r\n\r\n\1\2\r\n"
            + "--b 1\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n\r\n--b 1--\r\n";

    private static MessageFactory messages;

    @BeforeAll
    static void makeFactory() throws Exception {
        SipFactory factory = SipFactory.getInstance();
        factory.setPathName("gov.nist");
        messages = factory.createMessageFactory();
    }

    private static InetAddress source() throws Exception {
        return InetAddress.getByName("192.0.2.9");
    }

    @Test
    void shouldShowARequestAndReplaceItsSdp() throws Exception {
        var request = messages.createRequest(REQUEST);
        request.setContent(BODY.getBytes(ISO_8859_1), (ContentTypeHeader) request.getHeader("Content-Type"));
        JainSipMessage message = new JainSipMessage(request, source());
        assertThat(message.isRequest()).isTrue();
        assertThat(message.method()).isEqualTo("INVITE");
        assertThat(message.status()).isZero();
        assertThat(message.callId()).isEqualTo("call@192.0.2.1");
        assertThat(message.fromTag()).contains("from-1");
        assertThat(message.toTag()).isEmpty();
        assertThat(message.viaBranches()).containsExactly("z9hG4bK-first", "z9hG4bK-second");
        assertThat(message.source()).hasToString("192.0.2.9");
        SdpPart part = SdpPart.find(message.contentType(), message.body()).orElseThrow();
        message.replaceBody(part.replace("v=0\r\ns=relayed\r\n"));
        assertThat(new String(message.body(), ISO_8859_1)).isEqualTo(BODY.replace("v=0\r\n", "v=0\r\ns=relayed\r\n"));
        assertThat(request.getContentLength().getContentLength()).isEqualTo(message.body().length);
    }

    @Test
    void shouldShowAResponse() throws Exception {
        var request = messages.createRequest(REQUEST);
        var response = messages.createResponse(183, request);
        ((ToHeader) response.getHeader("To")).setTag("to-1");
        JainSipMessage message = new JainSipMessage(response, source());
        assertThat(message.isRequest()).isFalse();
        assertThat(message.status()).isEqualTo(183);
        assertThat(message.method()).isEqualTo("INVITE");
        assertThat(message.toTag()).contains("to-1");
        assertThat(message.body()).isEmpty();
        assertThat(message.contentType()).isEmpty();
        assertThatThrownBy(() -> message.replaceBody(new byte[1])).isInstanceOf(IllegalStateException.class);
    }
}
