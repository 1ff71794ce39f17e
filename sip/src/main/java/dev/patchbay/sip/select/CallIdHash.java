package dev.patchbay.sip.select;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;

/** The numbers that modules make of a call-id. Constants in the order of Kamailio's parameter {@code hash_algo}. */
public enum CallIdHash {
    /** The sum of all bytes, modulo 256. OpenSIPS knows only this one. */
    BYTE_SUM,
    /** The sum of the bytes of the SHA-1 digest, each taken as signed, modulo 2<sup>32</sup>: so Kamailio 5.6.3 does it. */
    SHA1,
    /** CRC-32 of the call-id. */
    CRC;

    private static final long UNSIGNED = 0xffff_ffffL;

    /** @param callId an octet string; 0 or more */
    public long of(String callId) {
        byte[] bytes = callId.getBytes(ISO_8859_1);
        return switch (this) {
            case BYTE_SUM -> sum(bytes) & 0xff;
            case SHA1 -> sum(sha1(bytes)) & UNSIGNED;
            case CRC -> crc32(bytes);
        };
    }

    private static int sum(byte[] bytes) {
        int sum = 0;
        for (byte b : bytes) {
            sum += b;
        }
        return sum;
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }

    private static long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
