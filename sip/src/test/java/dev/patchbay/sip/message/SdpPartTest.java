package dev.patchbay.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SdpPartTest {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 1.2.3.4\ns=x\r\n";
    private static final String MIXED = "multipart/mixed; charset=x;boundary=\"b 1\"";

    /** An ISUP part with every byte there is, line ends of both kinds, a preamble, an epilogue. */
    private static final String BEFORE = "preamble\n--b 1\nContent-Type: application/isup; version=nxv3\r\n"
            + "Content-Disposition: signal\r\n\r\n" + everyByte() + "\r\n--b 1x\r\n--b 1 \t\r\n"
            + "content-type:\r\n\tapplication/SDP ; x=y\nContent-ID: <a>\n\n";

    private static final String AFTER = "\n--b 1\r\nContent-Type: text/plain\r\n\r\nv=0\r\n\r\n--b 1--\r\nepilogue --b 1\n";

    private static String everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) i;
        }
        return new String(bytes, ISO_8859_1);
    }

    private static Optional<SdpPart> find(String contentType, String body) {
        return SdpPart.find(Optional.of(contentType), body.getBytes(ISO_8859_1));
    }

    @Test
    void shouldReplaceOnePartAndNoOtherByte() {
        SdpPart part = find(MIXED, BEFORE + SDP + AFTER).orElseThrow();
        // The line end before a boundary belongs to the boundary.
        assertThat(part.text()).isEqualTo(SDP);
        String replaced = new String(part.replace("v=0\r\nlonger than before, or not\r\n"), ISO_8859_1);
        assertThat(replaced).isEqualTo(BEFORE + "v=0\r\nlonger than before, or not\r\n" + AFTER);
        assertThat(find(MIXED, replaced).orElseThrow().replace(SDP)).isEqualTo((BEFORE + SDP + AFTER).getBytes(ISO_8859_1));
    }

    @Test
    void shouldFindItInsideANestedBody() {
        String inner = "--in\r\nContent-Type: application/sdp\r\n\r\n" + SDP + "\r\n--in--";
        String outer = "--out\r\nContent-Type: text/plain\r\n\r\nx\r\n--out\r\nContent-Type: multipart/related;boundary=in\r\n\r\n"
                + inner + "\r\n--out--\r\n";
        assertThat(find("multipart/mixed;boundary=out", outer).orElseThrow().text()).isEqualTo(SDP);
    }

    @Test
    void shouldTakeAPlainBodyAsAWhole() {
        assertThat(find("Application/SDP;charset=utf-8", SDP).orElseThrow().text()).isEqualTo(SDP);
        assertThat(SdpPart.find(Optional.empty(), SDP.getBytes(ISO_8859_1))).isPresent();
        assertThat(find("application/trickle-ice-sdpfrag", "a=mid:1\r\n").orElseThrow().isFragment()).isTrue();
    }

    @Test
    void shouldFindNothingWhereNothingIs() {
        assertThat(find("application/sdp", "")).isEmpty();
        assertThat(find("text/plain", SDP)).isEmpty();
        assertThat(find("multipart/mixed", "--b\r\n\r\n")).isEmpty();
        assertThat(find("multipart/mixed;boundary=b", "--b--\r\nContent-Type: application/sdp\r\n\r\nv=0")).isEmpty();
        assertThat(find("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\n")).isEmpty();
        assertThat(SdpPart.find(Optional.empty(), "hello".getBytes(ISO_8859_1))).isEmpty();
    }

    /** Any bytes whatever: a part is found or not, and putting its own text back changes nothing. */
    @Test
    void shouldBearAnything() {
        Random random = new Random(21);
        String[] pieces = {"--b", "\r\n", "\n", "Content-Type: application/sdp", "Content-Type: multipart/x;boundary=b", "v=0", "-", " ", ":", ";", "\0"};
        for (int i = 0; i < 50_000; i++) {
            StringBuilder body = new StringBuilder();
            for (int count = random.nextInt(20); count > 0; count--) {
                body.append(pieces[random.nextInt(pieces.length)]);
            }
            String text = body.toString();
            find("multipart/mixed; boundary=b", text)
                    .ifPresent(part -> assertThat(new String(part.replace(part.text()), ISO_8859_1)).isEqualTo(text));
        }
    }
}
