package dev.patchbay.ice;

import java.util.random.RandomGenerator;

/**
 * User name fragment and password of one side (RFC 8445, section 5.3). Carries a secret: never logged.
 *
 * @param ufrag 4..256 characters
 * @param password 22..256 characters
 */
public record IceCredentials(String ufrag, String password) {

    // rtpengine: these lengths.
    private static final int UFRAG_LENGTH = 8;
    private static final int PASSWORD_LENGTH = 26;
    private static final int MIN_UFRAG_LENGTH = 4;
    private static final int MIN_PASSWORD_LENGTH = 22;
    private static final int MAX_LENGTH = 256;

    private static final String ICE_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** @param random of cryptographic strength in production */
    public static IceCredentials random(RandomGenerator random) {
        return new IceCredentials(text(random, UFRAG_LENGTH), text(random, PASSWORD_LENGTH));
    }

    /** Letters and digits, as foundations and credentials are made of. */
    public static String text(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ICE_CHARACTERS.charAt(random.nextInt(ICE_CHARACTERS.length())));
        }
        return text.toString();
    }

    /** Whether a peer may use these: the lengths of RFC 8839, section 5.4. */
    public boolean isAcceptable() {
        return ufrag.length() >= MIN_UFRAG_LENGTH
                && ufrag.length() <= MAX_LENGTH
                && password.length() >= MIN_PASSWORD_LENGTH
                && password.length() <= MAX_LENGTH;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "IceCredentials[ufrag=" + ufrag + ", password=hidden]";
    }
}
