package dev.patchbay.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.List;
import javax.sip.SipFactory;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestAnswerTest {

    /** RFC 7616, section 3.9.1. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void shouldAnswerAsInTheRfc(String algorithm, String expected) throws Exception {
        String middle = DigestAnswer.middle(
                "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
        assertThat(DigestAnswer.response(
                        MessageDigest.getInstance(algorithm),
                        "Mufasa:http-auth@example.org:Circle of Life",
                        middle,
                        "GET:/dir/index.html"))
                .isEqualTo(expected);
    }

    @Test
    void shouldTakeTheFirstChallengeItCanAnswer() throws Exception {
        Request request = register();
        assertThat(answer(request, List.of(
                        "WWW-Authenticate: Digest realm=\"r\",nonce=\"n1\",algorithm=SHA-512-256,qop=\"auth\"",
                        "WWW-Authenticate: Digest realm=\"r\",nonce=\"n2\",algorithm=SHA-256,qop=\"auth-int,auth\"",
                        "WWW-Authenticate: Digest realm=\"r\",nonce=\"n3\",algorithm=MD5")))
                .isTrue();
        AuthorizationHeader header = (AuthorizationHeader) request.getHeader(AuthorizationHeader.NAME);
        assertThat(header.getNonce()).isEqualTo("n2");
        assertThat(header.getQop()).isEqualTo("auth");
        assertThat(header.toString()).contains("nc=00000001").contains("uri=\"sip:192.0.2.1\"");
        String middle = DigestAnswer.middle("n2", "cn");
        assertThat(header.getResponse())
                .isEqualTo(DigestAnswer.response(
                        MessageDigest.getInstance("SHA-256"), "bob:r:secret", middle, "REGISTER:sip:192.0.2.1"));
    }

    @Test
    void shouldAnswerWithoutQop() throws Exception {
        Request request = register();
        assertThat(answer(request, List.of("WWW-Authenticate: Digest realm=\"r\",nonce=\"n\",opaque=\"o\""))).isTrue();
        AuthorizationHeader header = (AuthorizationHeader) request.getHeader(AuthorizationHeader.NAME);
        assertThat(header.getQop()).isNull();
        assertThat(header.getOpaque()).isEqualTo("o");
        assertThat(header.getResponse())
                .isEqualTo(DigestAnswer.response(
                        MessageDigest.getInstance("MD5"), "bob:r:secret", "n", "REGISTER:sip:192.0.2.1"));
    }

    @Test
    void shouldSayThatItCannot() throws Exception {
        Request request = register();
        assertThat(answer(request, List.of("WWW-Authenticate: Digest realm=\"r\",nonce=\"n\",qop=\"auth-int\""))).isFalse();
        assertThat(answer(request, List.of("WWW-Authenticate: Digest realm=\"r\",nonce=\"n\",algorithm=X"))).isFalse();
        assertThat(request.getHeader(AuthorizationHeader.NAME)).isNull();
    }

    private static boolean answer(Request request, List<String> challenges) throws Exception {
        MessageFactory messages = SipFactory.getInstance().createMessageFactory();
        HeaderFactory headers = SipFactory.getInstance().createHeaderFactory();
        Response response = messages.createResponse(Response.UNAUTHORIZED, request);
        for (String line : challenges) {
            int colon = line.indexOf(':');
            response.addHeader(headers.createHeader(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new DigestAnswer(headers, new Credentials("bob", "secret")).addTo(request, response, "cn");
    }

    private static Request register() throws Exception {
        return SipFactory.getInstance().createMessageFactory().createRequest("""
                REGISTER sip:192.0.2.1 SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK1
                From: <sip:bob@192.0.2.1>;tag=1
                To: <sip:bob@192.0.2.1>
                Call-ID: 1
                CSeq: 1 REGISTER
                Max-Forwards: 70
                Content-Length: 0

                """.replace("\n", "\r\n"));
    }
}
