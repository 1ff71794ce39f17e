package dev.patchbay.proxy.auth;

import dev.patchbay.proxy.header.Headers;
import dev.patchbay.sip.database.DatabaseException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Challenges requests and checks their credentials. ACK and CANCEL cannot be challenged (RFC 3261 section 22.1): the caller leaves them
 * alone. Any thread; waits for the user store.
 *
 * <p>That the URI of the credentials differs from the Request-URI is no reason to deny: proxies change the latter.
 */
public final class DigestAuthentication {

    /** More are not looked at: a request is for a few realms, in one or two algorithms each. */
    private static final int MAX_CREDENTIALS = 10;

    private final List<DigestAlgorithm> algorithms;
    private final UserStore users;
    private final NonceSource nonces;
    private final NonceCounts counts;
    private final HeaderFactory headers;

    /** @param algorithms a challenge each, in this order; old phones know MD5 only and take the first challenge */
    public DigestAuthentication(
            List<DigestAlgorithm> algorithms, UserStore users, NonceSource nonces, NonceCounts counts, HeaderFactory headers) {
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("one algorithm at least");
        }
        this.algorithms = List.copyOf(algorithms);
        this.users = users;
        this.nonces = nonces;
        this.counts = counts;
        this.headers = headers;
    }

    /**
     * Checks the credentials that a request has for a realm. Right ones are used up by this: a second check of the same request denies.
     *
     * @throws DatabaseException if the users cannot be asked
     */
    public AuthResult check(Request request, ChallengeKind kind, String realm, Instant now) throws DatabaseException {
        List<AuthorizationHeader> all = Headers.all(request, kind.credentialsName(), AuthorizationHeader.class).stream()
                .filter(h -> "Digest".equalsIgnoreCase(h.getScheme()) && realm.equals(h.getRealm()))
                .limit(MAX_CREDENTIALS)
                .toList();
        AuthResult result = new AuthResult.Denied(AuthFailure.NO_CREDENTIALS);
        for (AuthorizationHeader credentials : all) {
            result = check(request, credentials, realm, now);
            if (result instanceof AuthResult.Authenticated) {
                return result;
            }
        }
        return result;
    }

    private AuthResult check(Request request, AuthorizationHeader credentials, String realm, Instant now) throws DatabaseException {
        Optional<DigestCredentials> read = DigestCredentials.read(credentials).filter(c -> algorithms.contains(c.algorithm()));
        if (read.isEmpty()) {
            return new AuthResult.Denied(AuthFailure.MALFORMED);
        }
        DigestCredentials given = read.get();
        Optional<Instant> issuedAt = nonces.issuedAt(given.nonce(), realm);
        if (issuedAt.isEmpty()) {
            return new AuthResult.Denied(AuthFailure.FOREIGN_NONCE);
        }
        Optional<String> ha1 = users.find(given.user(), realm).flatMap(s -> s.ha1(given.algorithm(), given.user(), realm));
        if (ha1.isEmpty()) {
            return new AuthResult.Denied(AuthFailure.UNKNOWN_USER);
        }
        if (!isEqual(given.response(), given.expected(ha1.get(), request.getMethod()))) {
            return new AuthResult.Denied(AuthFailure.WRONG_PASSWORD);
        }
        if (!nonces.isFresh(issuedAt.get(), now)) {
            return new AuthResult.Denied(AuthFailure.STALE);
        }
        return counts.use(given.nonce(), issuedAt.get(), given.count(), now, nonces.lifetime())
                ? new AuthResult.Authenticated(given.user(), realm)
                : new AuthResult.Denied(AuthFailure.REPLAYED);
    }

    private static boolean isEqual(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a challenge for each algorithm. The response has the kind's status already. */
    public void challenge(Response response, ChallengeKind kind, String realm, boolean isStale, Instant now) {
        String nonce = nonces.issue(realm, now);
        try {
            for (DigestAlgorithm algorithm : algorithms) {
                String challenge = "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", algorithm=" + algorithm.token()
                        + (isStale ? ", stale=true" : "") + ", qop=\"" + DigestCredentials.QOP + "\"";
                response.addHeader(headers.createHeader(kind.challengeName(), challenge));
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException("'" + realm + "' is no realm", e);
        }
    }
}
