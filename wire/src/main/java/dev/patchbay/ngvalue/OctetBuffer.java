package dev.patchbay.ngvalue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** A growing array of bytes that a message is written into. One thread. */
public final class OctetBuffer {

    private static final int DEFAULT_CAPACITY_BYTES = 2048;

    /** Below it, digits are written in place. */
    private static final long MAX_SHORT_NUMBER = 100_000_000;

    private byte[] bytes;
    private int length;

    public OctetBuffer() {
        this(DEFAULT_CAPACITY_BYTES);
    }

    public OctetBuffer(int capacityBytes) {
        bytes = new byte[Math.max(1, capacityBytes)];
    }

    public OctetBuffer append(byte octet) {
        reserve(1);
        bytes[length++] = octet;
        return this;
    }

    /** Appends one char of 0..255. */
    public OctetBuffer append(char octet) {
        return append((byte) octet);
    }

    /**
     * Appends an octet string; of a char beyond 255, which no octet string has, the low byte.
     */
    @SuppressWarnings("deprecation") // it drops high bytes: octets have none, and nothing else copies without an array in between
    public OctetBuffer append(String octets) {
        int count = octets.length();
        reserve(count);
        octets.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    public OctetBuffer append(byte[] more) {
        return append(more, 0, more.length);
    }

    public OctetBuffer append(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends a number in decimal. */
    public OctetBuffer append(long number) {
        if (number < 0 || number >= MAX_SHORT_NUMBER) {
            return append(Long.toString(number));
        }
        int rest = (int) number;
        int digits = 1;
        for (int power = 10; power <= rest; power *= 10) {
            digits++;
        }
        reserve(digits);
        length += digits;
        for (int at = length - 1; at >= length - digits; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    public int length() {
        return length;
    }

    /** Forgets what was appended after the first {@code newLength} bytes. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("cannot truncate " + length + " bytes to " + newLength);
        }
        length = newLength;
    }

    /** The array written into, of which the first {@link #length} bytes are valid until the next append. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** The bytes as an octet string. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, ISO_8859_1);
    }

    private void reserve(int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }
}
