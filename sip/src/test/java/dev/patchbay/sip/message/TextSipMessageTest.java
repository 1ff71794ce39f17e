package dev.patchbay.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.IpAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSipMessageTest {

    private static final IpAddress SOURCE = IpAddress.literal("192.0.2.1");

    private static TextSipMessage parse(String text) throws SipSyntaxException {
        return TextSipMessage.parse(text.getBytes(ISO_8859_1), SOURCE);
    }

    @Test
    void shouldReadCompactAndFoldedHeaders() throws Exception {
        TextSipMessage message = parse("INVITE sip:b@c SIP/2.0\r\nv: SIP/2.0/UDP a;branch=z9hG4bK1 , SIP/2.0/TCP b;branch=z9hG4bK2\r\n"
                + "Via: SIP/2.0/UDP c\r\nf: \"A <x>;tag=q\" <sip:a@b;tag=uri>\r\n ;tag=from1\r\nt: sip:b@c\r\ni: id@host\r\n"
                + "c: application/sdp\r\nl: 3\r\n\r\nabc");
        assertThat(message.isRequest()).isTrue();
        assertThat(message.method()).isEqualTo("INVITE");
        assertThat(message.viaBranches()).containsExactly("z9hG4bK1", "z9hG4bK2", "");
        assertThat(message.fromTag()).contains("from1");
        assertThat(message.toTag()).isEmpty();
        assertThat(message.callId()).isEqualTo("id@host");
        assertThat(message.contentType()).contains("application/sdp");
        message.replaceBody("longer".getBytes(ISO_8859_1));
        assertThat(new String(message.toBytes(), ISO_8859_1)).endsWith("Content-Length: 6\r\n\r\nlonger").contains("Call-ID: id@host");
    }

    @Test
    void shouldReadReplies() throws Exception {
        TextSipMessage message = parse("SIP/2.0 183 Session Progress\nCSeq: 7 INVITE\nTo: <sip:b>;tag=t\n\n");
        assertThat(message.isRequest()).isFalse();
        assertThat(message.status()).isEqualTo(183);
        assertThat(message.method()).isEqualTo("INVITE");
        assertThat(message.toTag()).contains("t");
        assertThat(message.source()).isEqualTo(SOURCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "INVITE", "INVITE sip:a SIP/2.0\r\n", "HTTP/1.1 200 OK\r\n\r\n", "SIP/2.0 20 x\r\n\r\n", "A b SIP/2.0\r\n x\r\n\r\n", "A b SIP/2.0\r\nx\r\n\r\n"})
    void shouldRefuseWhatIsNoMessage(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(SipSyntaxException.class);
    }

    @Test
    void shouldBearAnything() {
        Random random = new Random(5);
        String[] pieces = {"INVITE ", "SIP/2.0", " 200 ", "\r\n", "\n", "Via:", ";branch=", "From:", "<", ">", ";tag=", "\"", ":", " ", "CSeq: 1"};
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(25); count > 0; count--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                TextSipMessage message = parse(text.toString());
                message.method();
                message.fromTag();
                message.viaBranches();
                parse(new String(message.toBytes(), ISO_8859_1));
            } catch (SipSyntaxException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
