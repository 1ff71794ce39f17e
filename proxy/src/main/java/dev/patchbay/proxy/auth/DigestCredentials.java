package dev.patchbay.proxy.auth;

import java.util.Optional;
import javax.sip.header.AuthorizationHeader;
import org.jspecify.annotations.Nullable;

/**
 * What a client says to prove that it knows a password.
 *
 * @param uri as it came: what the stack makes of it might have another hash
 * @param qop empty from a client of RFC 2069, which counts nothing: its nonces are good for one request
 * @param nc eight hexadecimal digits, if there is a qop
 */
record DigestCredentials(
        DigestAlgorithm algorithm, String user, String nonce, String uri, String response, Optional<String> qop, String nc, String cnonce) {

    /** The only quality of protection: bodies are not protected, as every proxy with a relay changes them. */
    static final String QOP = "auth";

    /** Empty if something is missing or not allowed. */
    static Optional<DigestCredentials> read(AuthorizationHeader header) {
        Optional<DigestAlgorithm> algorithm = header.getAlgorithm() == null
                ? Optional.of(DigestAlgorithm.MD5)
                : DigestAlgorithm.of(header.getAlgorithm());
        return algorithm
                .map(known -> new DigestCredentials(
                        known,
                        text(header.getUsername()),
                        text(header.getNonce()),
                        text(header.getParameter("uri")),
                        text(header.getResponse()),
                        Optional.ofNullable(header.getQop()),
                        text(header.getParameter("nc")),
                        text(header.getCNonce())))
                .filter(DigestCredentials::isComplete);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private boolean isComplete() {
        boolean isCounted = qop.isEmpty()
                || (qop.get().equals(QOP) && !cnonce.isEmpty() && nc.matches("[0-9A-Fa-f]{8}") && count() > 0);
        return isCounted && !user.isEmpty() && !nonce.isEmpty() && !uri.isEmpty() && !response.isEmpty();
    }

    long count() {
        return qop.isEmpty() ? 1 : Long.parseLong(nc, 16);
    }

    /** The response of who knows the password (RFC 7616 section 3.4.1). */
    String expected(String ha1, String method) {
        String ha2 = algorithm.hash(method, uri);
        return qop.isEmpty() ? algorithm.hash(ha1, nonce, ha2) : algorithm.hash(ha1, nonce, nc, cnonce, QOP, ha2);
    }
}
