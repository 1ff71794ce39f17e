package dev.patchbay.srtp;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A master key identifier (MKI, RFC 3711, section 3.1): bytes that each packet carries between its content and its tag.
 * Immutable.
 */
public final class MasterKeyIdentifier {

    /** RFC 4568, section 6.1. */
    public static final int MAX_LENGTH = 128;

    /** Packets carry none. */
    public static final MasterKeyIdentifier NONE = new MasterKeyIdentifier(new byte[0]);

    private final byte[] bytes;

    private MasterKeyIdentifier(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param value unsigned, big endian in the packet
     * @param length bytes in the packet, 1..{@link #MAX_LENGTH}
     * @throws IllegalArgumentException when the value does not fit
     */
    public static MasterKeyIdentifier of(long value, int length) {
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("an MKI has 1 to " + MAX_LENGTH + " bytes, not " + length);
        }
        if (value < 0 || (length < 8 && value >>> (8 * length) != 0)) {
            throw new IllegalArgumentException("MKI " + value + " does not fit into " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        long rest = value;
        for (int i = length - 1; i >= 0 && rest != 0; i--) {
            bytes[i] = (byte) rest;
            rest >>>= 8;
        }
        return new MasterKeyIdentifier(bytes);
    }

    /** 0 when packets carry none. */
    public int length() {
        return bytes.length;
    }

    /** The number that SDES writes. */
    public long value() {
        long value = 0;
        for (byte b : bytes) {
            value = (value << 8) | (b & 0xff);
        }
        return value;
    }

    boolean isAt(byte[] packet, int offset) {
        return Arrays.equals(bytes, 0, bytes.length, packet, offset, offset + bytes.length);
    }

    /** @return the index behind it */
    int writeTo(byte[] packet, int offset) {
        System.arraycopy(bytes, 0, packet, offset, bytes.length);
        return offset + bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKeyIdentifier that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "MKI[" + HexFormat.of().formatHex(bytes) + "]";
    }
}
