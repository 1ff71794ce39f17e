package dev.patchbay.proxy.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes nonces that carry their time and a proof that they are ours (RFC 7616 section 3.3), so that challenges, which anybody can
 * provoke, take no memory. Any thread.
 */
public final class NonceSource {

    private static final int PROOF_BYTES = 16;
    private static final int RANDOM_BYTES = 8;
    private static final int HEAD_BYTES = Long.BYTES + RANDOM_BYTES;

    private final SecretKeySpec key;
    private final RandomGenerator random;
    private final Duration lifetime;

    /**
     * @param secret at least 16 bytes nobody can guess
     * @param random used by any thread
     * @param lifetime a nonce older than this is stale
     */
    public NonceSource(byte[] secret, RandomGenerator random, Duration lifetime) {
        if (secret.length < PROOF_BYTES || !lifetime.isPositive()) {
            throw new IllegalArgumentException("a secret of 16 bytes at least, and a positive lifetime");
        }
        this.key = new SecretKeySpec(secret, "HmacSHA256");
        this.random = random;
        this.lifetime = lifetime;
    }

    /** A new one, good for one realm. */
    public String issue(String realm, Instant now) {
        byte[] head = ByteBuffer.allocate(HEAD_BYTES).putLong(now.toEpochMilli()).putLong(random.nextLong()).array();
        return HexFormat.of().formatHex(head) + HexFormat.of().formatHex(proof(head, realm));
    }

    /** When we made this nonce for the realm; empty if we did not. */
    Optional<Instant> issuedAt(String nonce, String realm) {
        if (!nonce.matches("[0-9a-f]{" + 2 * (HEAD_BYTES + PROOF_BYTES) + "}")) {
            return Optional.empty();
        }
        byte[] bytes = HexFormat.of().parseHex(nonce);
        byte[] head = Arrays.copyOf(bytes, HEAD_BYTES);
        byte[] proof = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
        return MessageDigest.isEqual(proof, proof(head, realm))
                ? Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(head).getLong()))
                : Optional.empty();
    }

    boolean isFresh(Instant issuedAt, Instant now) {
        return issuedAt.plus(lifetime).isAfter(now);
    }

    Duration lifetime() {
        return lifetime;
    }

    private byte[] proof(byte[] head, String realm) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(head);
            return Arrays.copyOf(mac.doFinal(realm.getBytes(StandardCharsets.UTF_8)), PROOF_BYTES);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
