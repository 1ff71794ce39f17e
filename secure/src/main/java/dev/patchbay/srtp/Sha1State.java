package dev.patchbay.srtp;

import static java.lang.Integer.rotateLeft;

/**
 * The chaining value of SHA-1 with its compression function (FIPS 180-4, section 6.1.2). The runtime has SHA-1 too, but its state cannot
 * be put back to where the padded key of an HMAC left it.
 */
final class Sha1State {

    private static final int ROUNDS = 80;
    private static final int WORDS_OF_BLOCK = 16;

    private static final int K1 = 0x5a827999;
    private static final int K2 = 0x6ed9eba1;
    private static final int K3 = 0x8f1bbcdc;
    private static final int K4 = 0xca62c1d6;

    private final int[] schedule = new int[ROUNDS];
    private int h0;
    private int h1;
    private int h2;
    private int h3;
    private int h4;

    /** At its beginning. */
    Sha1State() {
        h0 = 0x67452301;
        h1 = 0xefcdab89;
        h2 = 0x98badcfe;
        h3 = 0x10325476;
        h4 = 0xc3d2e1f0;
    }

    void set(Sha1State other) {
        h0 = other.h0;
        h1 = other.h1;
        h2 = other.h2;
        h3 = other.h3;
        h4 = other.h4;
    }

    /** Takes in the 64 bytes from {@code offset}. */
    void compress(byte[] bytes, int offset) {
        int[] w = schedule;
        for (int i = 0; i < WORDS_OF_BLOCK; i++) {
            w[i] = NetworkBytes.getInt(bytes, offset + i * Integer.BYTES);
        }
        for (int i = WORDS_OF_BLOCK; i < ROUNDS; i++) {
            w[i] = rotateLeft(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        }
        int a = h0;
        int b = h1;
        int c = h2;
        int d = h3;
        int e = h4;
        for (int i = 0; i < 20; i++) {
            int next = rotateLeft(a, 5) + (d ^ (b & (c ^ d))) + e + w[i] + K1;
            e = d;
            d = c;
            c = rotateLeft(b, 30);
            b = a;
            a = next;
        }
        for (int i = 20; i < 40; i++) {
            int next = rotateLeft(a, 5) + (b ^ c ^ d) + e + w[i] + K2;
            e = d;
            d = c;
            c = rotateLeft(b, 30);
            b = a;
            a = next;
        }
        for (int i = 40; i < 60; i++) {
            int next = rotateLeft(a, 5) + ((b & c) | (d & (b | c))) + e + w[i] + K3;
            e = d;
            d = c;
            c = rotateLeft(b, 30);
            b = a;
            a = next;
        }
        for (int i = 60; i < ROUNDS; i++) {
            int next = rotateLeft(a, 5) + (b ^ c ^ d) + e + w[i] + K4;
            e = d;
            d = c;
            c = rotateLeft(b, 30);
            b = a;
            a = next;
        }
        h0 += a;
        h1 += b;
        h2 += c;
        h3 += d;
        h4 += e;
    }

    /** Writes the 20 bytes of the value. */
    void store(byte[] target, int at) {
        NetworkBytes.putInt(target, at, h0);
        NetworkBytes.putInt(target, at + 4, h1);
        NetworkBytes.putInt(target, at + 8, h2);
        NetworkBytes.putInt(target, at + 12, h3);
        NetworkBytes.putInt(target, at + 16, h4);
    }
}
