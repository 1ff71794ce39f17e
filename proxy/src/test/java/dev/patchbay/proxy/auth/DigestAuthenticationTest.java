package dev.patchbay.proxy.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.header.Headers;
import dev.patchbay.proxy.header.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.sip.header.AuthorizationHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestAuthenticationTest {

    private static final String REALM = "example.org";
    private static final byte[] SECRET = "0123456789abcdef0123".getBytes(StandardCharsets.UTF_8);

    private final NonceSource nonces = new NonceSource(SECRET, new Random(1), Duration.ofSeconds(300));
    private final DigestAuthentication authentication = authentication(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256);
    private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");

    private DigestAuthentication authentication(DigestAlgorithm... algorithms) {
        UserStore users = UserList.of(List.of("bob:se cret@example.org", "carol:x"));
        return new DigestAuthentication(List.of(algorithms), users, nonces, new NonceCounts(10), Stack.HEADERS);
    }

    private static Request invite(String credentials) {
        return Stack.request("""
                INVITE sip:alice@example.org SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1
                From: <sip:bob@example.org>;tag=a
                To: <sip:alice@example.org>
                Call-ID: c
                CSeq: 1 INVITE
                %s""".formatted(credentials));
    }

    /** As a client computes it, written out independently of the class that checks. */
    private static String credentials(DigestAlgorithm algorithm, String user, String password, String nonce, int count) {
        String uri = "sip:Alice@example.org;Transport=tcp";
        String nc = String.format(Locale.ROOT, "%08x", count);
        String ha1 = algorithm.hash(user + ":" + REALM + ":" + password);
        String response = algorithm.hash(ha1 + ":" + nonce + ":" + nc + ":f00:auth:" + algorithm.hash("INVITE:" + uri));
        return "Proxy-Authorization: Digest username=\"" + user + "\", realm=\"" + REALM + "\", nonce=\"" + nonce + "\", uri=\"" + uri
                + "\", response=\"" + response + "\", algorithm=" + algorithm.token() + ", cnonce=\"f00\", qop=auth, nc=" + nc + "\n";
    }

    private AuthResult check(String credentials) throws Exception {
        return authentication.check(invite(credentials), ChallengeKind.PROXY, REALM, now);
    }

    private static AuthResult denied(AuthFailure failure) {
        return new AuthResult.Denied(failure);
    }

    private static final AuthResult BOB = new AuthResult.Authenticated("bob", REALM);

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    })
    void computesTheExampleOfRfc7616(String algorithm, String response) {
        Request request = invite("Authorization: Digest username=\"Mufasa\", realm=\"http-auth@example.org\","
                + " uri=\"/dir/index.html\", algorithm=" + algorithm + ","
                + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001,"
                + " cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"" + response + "\"\n");
        AuthorizationHeader header = Headers.first(request, "Authorization", AuthorizationHeader.class).orElseThrow();
        DigestCredentials credentials = DigestCredentials.read(header).orElseThrow();
        String ha1 = Secret.password("Circle of Life")
                .ha1(credentials.algorithm(), credentials.user(), "http-auth@example.org")
                .orElseThrow();
        assertThat(credentials.expected(ha1, "GET")).isEqualTo(response).isEqualTo(credentials.response());
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void letsInWhoKnowsThePassword(DigestAlgorithm algorithm) throws Exception {
        String nonce = nonces.issue(REALM, now);
        assertThat(check(credentials(algorithm, "bob", "se cret", nonce, 1))).isEqualTo(BOB);
        assertThat(check(credentials(algorithm, "bob", "se cret", nonce, 2))).isEqualTo(BOB);
        assertThat(check(credentials(algorithm, "carol", "x", nonces.issue(REALM, now), 1)))
                .isEqualTo(new AuthResult.Authenticated("carol", REALM));
    }

    @Test
    void keepsOutWhoDoesNot() throws Exception {
        String nonce = nonces.issue(REALM, now);
        assertThat(check("")).isEqualTo(denied(AuthFailure.NO_CREDENTIALS));
        assertThat(check(credentials(DigestAlgorithm.MD5, "bob", "secret", nonce, 1)))
                .isEqualTo(denied(AuthFailure.WRONG_PASSWORD));
        assertThat(check(credentials(DigestAlgorithm.MD5, "Bob", "se cret", nonce, 1)))
                .isEqualTo(denied(AuthFailure.UNKNOWN_USER));
    }

    @Test
    void wrongPasswordUsesNoCount() throws Exception {
        String nonce = nonces.issue(REALM, now);
        check(credentials(DigestAlgorithm.MD5, "bob", "wrong", nonce, 1));
        assertThat(check(credentials(DigestAlgorithm.MD5, "bob", "se cret", nonce, 1))).isEqualTo(BOB);
    }

    @Test
    void takesNothingTwice() throws Exception {
        String nonce = nonces.issue(REALM, now);
        assertThat(check(credentials(DigestAlgorithm.MD5, "bob", "se cret", nonce, 1))).isEqualTo(BOB);
        assertThat(check(credentials(DigestAlgorithm.MD5, "bob", "se cret", nonce, 1)))
                .isEqualTo(denied(AuthFailure.REPLAYED));
    }

    @Test
    void oldNonceIsStale() throws Exception {
        String nonce = nonces.issue(REALM, now);
        now = now.plusSeconds(300);
        assertThat(check(credentials(DigestAlgorithm.MD5, "bob", "se cret", nonce, 1))).isEqualTo(denied(AuthFailure.STALE));
        assertThat(check(credentials(DigestAlgorithm.MD5, "bob", "wrong", nonce, 1)))
                .isEqualTo(denied(AuthFailure.WRONG_PASSWORD));
    }

    @Test
    void believesItsOwnNoncesOnly() throws Exception {
        String nonce = nonces.issue(REALM, now);
        String otherRealms = nonces.issue("example.com", now);
        String otherSecrets = new NonceSource(new byte[16], new Random(1), Duration.ofSeconds(300)).issue(REALM, now);
        String younger = "f" + nonce.substring(1);
        for (String foreign : List.of(otherRealms, otherSecrets, younger, "x", nonce + "00", nonce.toUpperCase(Locale.ROOT))) {
            assertThat(check(credentials(DigestAlgorithm.MD5, "bob", "se cret", foreign, 1)))
                    .as(foreign)
                    .isEqualTo(denied(AuthFailure.FOREIGN_NONCE));
        }
    }

    @Test
    void oldClientsWithoutQopGetInOncePerNonce() throws Exception {
        String nonce = nonces.issue(REALM, now);
        String ha1 = DigestAlgorithm.MD5.hash("bob:" + REALM + ":se cret");
        String response = DigestAlgorithm.MD5.hash(ha1 + ":" + nonce + ":" + DigestAlgorithm.MD5.hash("INVITE:sip:a"));
        String credentials = "Proxy-Authorization: Digest username=\"bob\",realm=\"" + REALM + "\",nonce=\"" + nonce
                + "\",uri=\"sip:a\",response=\"" + response + "\"\n";
        assertThat(check(credentials)).isEqualTo(BOB);
        assertThat(check(credentials)).isEqualTo(denied(AuthFailure.REPLAYED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest realm=\"example.org\"",
                "Digest realm=\"example.org\", username=\"bob\", nonce=\"1\", uri=\"sip:a\", response=\"1\", algorithm=AKAv1-MD5",
                "Digest realm=\"example.org\", username=\"bob\", nonce=\"1\", uri=\"sip:a\", response=\"1\", qop=auth-int, nc=00000001,"
                        + " cnonce=\"1\"",
                "Digest realm=\"example.org\", username=\"bob\", nonce=\"1\", uri=\"sip:a\", response=\"1\", qop=auth, cnonce=\"1\"",
                "Digest realm=\"example.org\", username=\"bob\", nonce=\"1\", uri=\"sip:a\", response=\"1\", qop=auth, nc=00000000,"
                        + " cnonce=\"1\"",
                "Digest realm=\"example.org\", username=\"bob\", nonce=\"1\", uri=\"sip:a\", response=\"1\", qop=auth, nc=zz,"
                        + " cnonce=\"1\"",
                "Digest realm=\"example.org\", username=\"bob\", nonce=\"1\", uri=\"sip:a\", response=\"1\", qop=auth, nc=00000001",
            })
    void refusesWhatIsNotWhole(String value) throws Exception {
        assertThat(check("Proxy-Authorization: " + value + "\n")).isEqualTo(denied(AuthFailure.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Proxy-Authorization: Basic Ym9iOnNlIGNyZXQ=\n", "Proxy-Authorization: Digest realm=\"example.com\"\n",
        "Proxy-Authorization: Digest\n", "Authorization: Digest realm=\"example.org\"\n"})
    void passesOverWhatIsForOthers(String header) throws Exception {
        assertThat(check(header)).isEqualTo(denied(AuthFailure.NO_CREDENTIALS));
    }

    @Test
    void findsItsRealmAmongOthers() throws Exception {
        String other = "Proxy-Authorization: Digest username=\"bob\", realm=\"example.com\", nonce=\"1\", uri=\"sip:a\", response=\"1\"\n";
        String wrong = credentials(DigestAlgorithm.MD5, "bob", "wrong", nonces.issue(REALM, now), 1);
        String right = credentials(DigestAlgorithm.SHA_256, "bob", "se cret", nonces.issue(REALM, now), 1);
        assertThat(check(other + wrong + right)).isEqualTo(BOB);
    }

    @Test
    void algorithmHasToBeOneThatWasOffered() throws Exception {
        String md5 = credentials(DigestAlgorithm.MD5, "bob", "se cret", nonces.issue(REALM, now), 1);
        assertThat(authentication(DigestAlgorithm.SHA_256).check(invite(md5), ChallengeKind.PROXY, REALM, now))
                .isEqualTo(denied(AuthFailure.MALFORMED));
    }

    @Test
    void challengesWithWhatItTakes() throws Exception {
        Response response = Stack.MESSAGES.createResponse(407, invite(""));
        authentication.challenge(response, ChallengeKind.PROXY, REALM, false, now);
        List<String> challenges = Stack.values(response, "Proxy-Authenticate");
        assertThat(challenges).hasSize(2);
        assertThat(challenges.getFirst()).contains("algorithm=MD5", "qop=\"auth\"", "realm=\"example.org\"").doesNotContain("stale");
        assertThat(challenges.getLast()).contains("algorithm=SHA-256");
        String nonce = challenges.getFirst().replaceAll(".*nonce=\"([^\"]*)\".*", "$1");
        assertThat(check(credentials(DigestAlgorithm.MD5, "bob", "se cret", nonce, 1))).isEqualTo(BOB);

        Response again = Stack.MESSAGES.createResponse(401, invite(""));
        authentication.challenge(again, ChallengeKind.SERVER, REALM, true, now);
        assertThat(Stack.values(again, "WWW-Authenticate").getFirst()).contains("stale=true").doesNotContain(nonce);
    }

    @Test
    void hashOfOneAlgorithmServesThatOneOnly() throws Exception {
        Secret md5 = Secret.hashed(Map.of(DigestAlgorithm.MD5, DigestAlgorithm.MD5.hash("bob:" + REALM + ":se cret").toUpperCase(Locale.ROOT)));
        DigestAuthentication hashed = new DigestAuthentication(List.of(DigestAlgorithm.values()), (_, _) -> Optional.of(md5), nonces,
                new NonceCounts(10), Stack.HEADERS);
        String nonce = nonces.issue(REALM, now);
        assertThat(hashed.check(invite(credentials(DigestAlgorithm.MD5, "bob", "se cret", nonce, 1)), ChallengeKind.PROXY, REALM, now))
                .isEqualTo(BOB);
        assertThat(hashed.check(invite(credentials(DigestAlgorithm.SHA_256, "bob", "se cret", nonce, 2)), ChallengeKind.PROXY, REALM, now))
                .isEqualTo(denied(AuthFailure.UNKNOWN_USER));
        assertThat(md5.toString()).doesNotContain("bob").isEqualTo("Hashed[MD5]");
        assertThat(Secret.password("se cret").toString()).doesNotContain("se cret");
    }
}
