package dev.patchbay.srtp;

import java.util.Optional;

/**
 * The crypto suites, in the order in which they are offered (rtpengine's order). Names are those of the SDES registry (RFC 4568,
 * 6188, 7714). The RTCP tag of an HMAC suite is always 80 bits long (RFC 4568, section 6.2.2).
 */
public enum CryptoSuite {
    AEAD_AES_256_GCM(Cipher.AES_GCM, 32, 16, 16, 8),
    AEAD_AES_128_GCM(Cipher.AES_GCM, 16, 16, 16, 7),
    AES_256_CM_HMAC_SHA1_80(Cipher.AES_CM, 32, 10, 10, 0),
    AES_256_CM_HMAC_SHA1_32(Cipher.AES_CM, 32, 4, 10, 0),
    AES_192_CM_HMAC_SHA1_80(Cipher.AES_CM, 24, 10, 10, 0),
    AES_192_CM_HMAC_SHA1_32(Cipher.AES_CM, 24, 4, 10, 0),
    AES_CM_128_HMAC_SHA1_80(Cipher.AES_CM, 16, 10, 10, 1),
    AES_CM_128_HMAC_SHA1_32(Cipher.AES_CM, 16, 4, 10, 2),
    F8_128_HMAC_SHA1_80(Cipher.AES_F8, 16, 10, 10, 0),
    F8_128_HMAC_SHA1_32(Cipher.AES_F8, 16, 4, 10, 0),
    NULL_HMAC_SHA1_80(Cipher.NONE, 16, 10, 10, 0),
    NULL_HMAC_SHA1_32(Cipher.NONE, 16, 4, 10, 0);

    /** How payloads are encrypted. */
    enum Cipher {
        /** Counter mode (RFC 3711, section 4.1.1). */
        AES_CM,
        /** RFC 3711, section 4.1.2. */
        AES_F8,
        /** Encrypts and authenticates in one (RFC 7714). */
        AES_GCM,
        NONE
    }

    private static final CryptoSuite[] VALUES = values();

    private final Cipher cipher;
    private final int keyLength;
    private final int rtpTagLength;
    private final int rtcpTagLength;
    private final int dtlsProfile;

    CryptoSuite(Cipher cipher, int keyLength, int rtpTagLength, int rtcpTagLength, int dtlsProfile) {
        this.cipher = cipher;
        this.keyLength = keyLength;
        this.rtpTagLength = rtpTagLength;
        this.rtcpTagLength = rtcpTagLength;
        this.dtlsProfile = dtlsProfile;
    }

    /** The suite of that name in SDP; letter case does not matter. Empty for one that is not supported. */
    public static Optional<CryptoSuite> parse(String sdesName) {
        for (CryptoSuite suite : VALUES) {
            if (suite.name().equalsIgnoreCase(sdesName)) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }

    /** @param id an SRTP protection profile of DTLS-SRTP (RFC 5764, section 4.1.2; RFC 7714, section 14.2) */
    public static Optional<CryptoSuite> ofDtlsProfile(int id) {
        for (CryptoSuite suite : VALUES) {
            if (suite.dtlsProfile != 0 && suite.dtlsProfile == id) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }

    /** The protection profile's number in DTLS-SRTP; 0 when the suite has none. */
    public int dtlsProfile() {
        return dtlsProfile;
    }

    public String sdesName() {
        return name();
    }

    /** Bytes of the master key. */
    public int keyLength() {
        return keyLength;
    }

    /** Bytes of the master salt. */
    public int saltLength() {
        return isAead() ? 12 : 14;
    }

    public int rtpTagLength() {
        return rtpTagLength;
    }

    public int rtcpTagLength() {
        return rtcpTagLength;
    }

    /** The cipher authenticates by itself: authentication cannot be switched off. */
    public boolean isAead() {
        return cipher == Cipher.AES_GCM;
    }

    Cipher cipher() {
        return cipher;
    }
}
