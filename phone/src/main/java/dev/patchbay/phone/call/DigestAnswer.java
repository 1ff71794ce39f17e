package dev.patchbay.phone.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** Answers digest challenges (RFC 3261, section 22.4, with the algorithms of RFC 8760): MD5 and SHA-256, with {@code auth} or without. */
final class DigestAnswer {

    private static final String AUTH = "auth";

    private final HeaderFactory headers;
    private final Credentials credentials;

    DigestAnswer(HeaderFactory headers, Credentials credentials) {
        this.headers = headers;
        this.credentials = credentials;
    }

    /** Whether this response asks who the phone is. */
    static boolean isChallenge(Response response) {
        return response.getStatusCode() == Response.UNAUTHORIZED
                || response.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
    }

    /**
     * Adds the answer to a request that is sent again.
     *
     * @return whether there was a challenge that can be answered
     */
    boolean addTo(Request request, Response challenge, String cnonce) throws ParseException {
        Iterator<?> offered = challenge.getHeaders(
                challenge.getStatusCode() == Response.UNAUTHORIZED
                        ? WWWAuthenticateHeader.NAME
                        : ProxyAuthenticateHeader.NAME);
        while (offered.hasNext()) {
            WWWAuthenticateHeader header = (WWWAuthenticateHeader) offered.next();
            Optional<MessageDigest> digest = digest(header.getAlgorithm());
            if (digest.isPresent() && (header.getQop() == null || offersAuth(header.getQop()))) {
                request.setHeader(answer(header, request, digest.get(), cnonce));
                return true;
            }
        }
        return false;
    }

    private static boolean offersAuth(String qop) {
        for (String option : qop.split(",")) {
            if (option.strip().equalsIgnoreCase(AUTH)) {
                return true;
            }
        }
        return false;
    }

    private AuthorizationHeader answer(
            WWWAuthenticateHeader challenge, Request request, MessageDigest digest, String cnonce)
            throws ParseException {
        AuthorizationHeader answer = challenge instanceof ProxyAuthenticateHeader
                ? headers.createProxyAuthorizationHeader("Digest")
                : headers.createAuthorizationHeader("Digest");
        answer.setUsername(credentials.user());
        answer.setRealm(challenge.getRealm());
        answer.setNonce(challenge.getNonce());
        answer.setURI(request.getRequestURI());
        if (challenge.getAlgorithm() != null) {
            answer.setAlgorithm(challenge.getAlgorithm());
        }
        if (challenge.getOpaque() != null) {
            answer.setOpaque(challenge.getOpaque());
        }
        String middle = challenge.getNonce();
        if (challenge.getQop() != null) {
            answer.setQop(AUTH);
            answer.setCNonce(cnonce);
            answer.setNonceCount(1);
            middle = middle(middle, cnonce);
        }
        String who = credentials.user() + ":" + challenge.getRealm() + ":" + credentials.password();
        answer.setResponse(response(digest, who, middle, request.getMethod() + ":" + request.getRequestURI()));
        return answer;
    }

    /** What stands between the two hashes with {@code qop=auth}: each nonce is used once. */
    static String middle(String nonce, String cnonce) {
        return nonce + ":00000001:" + cnonce + ":" + AUTH;
    }

    /**
     * RFC 7616, section 3.4.1.
     *
     * @param who user, realm and password
     * @param what method and URI
     */
    static String response(MessageDigest digest, String who, String middle, String what) {
        return hash(digest, hash(digest, who) + ":" + middle + ":" + hash(digest, what));
    }

    private static String hash(MessageDigest digest, String text) {
        return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    }

    private static Optional<MessageDigest> digest(@Nullable String algorithm) {
        String name = algorithm == null ? "MD5" : algorithm.toUpperCase(Locale.ROOT);
        if (!name.equals("MD5") && !name.equals("SHA-256")) {
            return Optional.empty();
        }
        try {
            return Optional.of(MessageDigest.getInstance(name));
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }
}
