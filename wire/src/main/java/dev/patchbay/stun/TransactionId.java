package dev.patchbay.stun;

import java.util.random.RandomGenerator;

/**
 * The 96 bits that a response has in common with its request.
 *
 * @param high the first 4 bytes
 * @param low the other 8
 */
public record TransactionId(int high, long low) {

    /** @param random of cryptographic strength in production: an identifier that can be guessed lets responses be forged */
    public static TransactionId random(RandomGenerator random) {
        return new TransactionId(random.nextInt(), random.nextLong());
    }
}
