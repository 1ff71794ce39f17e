package dev.patchbay.srtp;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A master key with its master salt. Immutable; compared by content; never printed. */
public final class MasterKey {

    private final byte[] key;
    private final byte[] salt;

    /** The arrays are copied. */
    public MasterKey(byte[] key, byte[] salt) {
        this.key = key.clone();
        this.salt = salt.clone();
    }

    /**
     * Cuts key and salt out of one array, as SDES carries them.
     *
     * @throws IllegalArgumentException when the length is not that of the suite
     */
    public static MasterKey ofConcatenated(CryptoSuite suite, byte[] keyAndSalt) {
        if (keyAndSalt.length != suite.keyLength() + suite.saltLength()) {
            throw new IllegalArgumentException("key and salt of " + suite + " have "
                    + (suite.keyLength() + suite.saltLength()) + " bytes, not " + keyAndSalt.length);
        }
        return new MasterKey(
                Arrays.copyOf(keyAndSalt, suite.keyLength()),
                Arrays.copyOfRange(keyAndSalt, suite.keyLength(), keyAndSalt.length));
    }

    /** @param random must be fit for keys: {@code SecureRandom} outside tests */
    public static MasterKey generate(CryptoSuite suite, RandomGenerator random) {
        byte[] keyAndSalt = new byte[suite.keyLength() + suite.saltLength()];
        random.nextBytes(keyAndSalt);
        return ofConcatenated(suite, keyAndSalt);
    }

    public byte[] key() {
        return key.clone();
    }

    public byte[] salt() {
        return salt.clone();
    }

    /** Key, then salt. */
    public byte[] concatenated() {
        byte[] both = Arrays.copyOf(key, key.length + salt.length);
        System.arraycopy(salt, 0, both, key.length, salt.length);
        return both;
    }

    int keyLength() {
        return key.length;
    }

    int saltLength() {
        return salt.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey that && Arrays.equals(key, that.key) && Arrays.equals(salt, that.salt);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(salt);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "MasterKey[" + key.length + "+" + salt.length + " bytes, hidden]";
    }
}
