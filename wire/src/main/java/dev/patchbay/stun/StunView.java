package dev.patchbay.stun;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A STUN message (RFC 8489, section 5). Wrapped anew for each datagram, of which it takes a copy; only the accessors that give
 * objects allocate. One thread.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |0 0|  method and class (type)  |   length, without the header  |
 * |                   magic cookie 0x2112a442                     |
 * |                 transaction identifier, 96 bits               |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |        attribute type         |     length of its value       |
 * |                 value, padded to a multiple of 4              |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * <p>Of an attribute that comes twice the first one counts; what stands between MESSAGE-INTEGRITY and FINGERPRINT is not protected
 * and not looked at (RFC 8489, sections 14 and 14.5).
 */
public final class StunView {

    /** Longest message that is read: more than any peer sends, less than a datagram can carry. */
    public static final int MAX_LENGTH = 1280;

    public static final int MAX_ATTRIBUTES = 32;

    /** Unknown attributes that are told to the peer; it needs one to know what is wrong. */
    static final int MAX_REPORTED_UNKNOWN = 8;

    /** The only method an ICE agent knows. */
    public static final int BINDING = 0x001;

    static final int HEADER_LENGTH = 20;
    static final int ATTRIBUTE_HEADER_LENGTH = 4;
    static final int MAGIC_COOKIE = 0x2112a442;
    static final int FAMILY_IPV4 = 1;
    static final int FAMILY_IPV6 = 2;

    private static final int FINGERPRINT_LENGTH = 4;
    private static final int MIN_ERROR_CODE = 300;

    private final byte[] bytes = new byte[MAX_LENGTH];
    private final ByteBuffer message = ByteBuffer.wrap(bytes);
    /** For checking integrity: the header says another length then. */
    private final byte[] protectedBytes = new byte[MAX_LENGTH];
    private final StunDigest digest;
    private final int[] offsets = new int[StunAttribute.values().length];
    private final int[] unknown = new int[MAX_REPORTED_UNKNOWN];
    private int unknownCount;
    private int length;
    private StunDefect defect = StunDefect.TOO_SHORT;

    /** @param digest of the same thread */
    public StunView(StunDigest digest) {
        this.digest = digest;
    }

    /**
     * Takes a datagram. The accessors may be used only when it is sound.
     *
     * @param datagram the message starts at index 0; position and limit are left alone
     * @return whether it is a STUN message whose attributes can be read, with a right FINGERPRINT if it has one
     */
    public boolean wrap(ByteBuffer datagram, int datagramLength) {
        length = 0;
        unknownCount = 0;
        Arrays.fill(offsets, -1);
        defect = take(datagram, datagramLength);
        return defect == StunDefect.NONE;
    }

    /** What was wrong with the last datagram. */
    public StunDefect defect() {
        return defect;
    }

    private StunDefect take(ByteBuffer datagram, int datagramLength) {
        if (datagramLength < HEADER_LENGTH) {
            return StunDefect.TOO_SHORT;
        }
        if (datagramLength > MAX_LENGTH) {
            return StunDefect.TOO_LONG;
        }
        datagram.get(0, bytes, 0, datagramLength);
        if ((bytes[0] & 0xc0) != 0 || message.getInt(4) != MAGIC_COOKIE) {
            return StunDefect.NOT_STUN;
        }
        int claimed = message.getShort(2) & 0xffff;
        if ((claimed & 3) != 0 || claimed + HEADER_LENGTH != datagramLength) {
            return StunDefect.WRONG_LENGTH;
        }
        length = datagramLength;
        return walk();
    }

    private StunDefect walk() {
        int count = 0;
        boolean isProtected = false;
        for (int at = HEADER_LENGTH; at < length; ) {
            if (++count > MAX_ATTRIBUTES) {
                return StunDefect.TOO_MANY_ATTRIBUTES;
            }
            int type = message.getShort(at) & 0xffff;
            int valueLength = message.getShort(at + 2) & 0xffff;
            int next = at + ATTRIBUTE_HEADER_LENGTH + ((valueLength + 3) & ~3);
            if (next > length) {
                return StunDefect.MALFORMED_ATTRIBUTE;
            }
            StunAttribute attribute = StunAttribute.of(type);
            if (attribute == StunAttribute.FINGERPRINT) {
                return fingerprint(at, valueLength, next);
            }
            if (!isProtected) {
                if (attribute == null) {
                    noteUnknown(type);
                } else if (!fits(attribute, at + ATTRIBUTE_HEADER_LENGTH, valueLength)) {
                    return StunDefect.MALFORMED_ATTRIBUTE;
                } else if (offsets[attribute.ordinal()] < 0) {
                    offsets[attribute.ordinal()] = at;
                }
                isProtected = attribute == StunAttribute.MESSAGE_INTEGRITY;
            }
            at = next;
        }
        return StunDefect.NONE;
    }

    private StunDefect fingerprint(int at, int valueLength, int next) {
        if (valueLength != FINGERPRINT_LENGTH) {
            return StunDefect.MALFORMED_ATTRIBUTE;
        }
        offsets[StunAttribute.FINGERPRINT.ordinal()] = at;
        boolean isRight = next == length
                && message.getInt(at + ATTRIBUTE_HEADER_LENGTH) == digest.fingerprint(bytes, at);
        return isRight ? StunDefect.NONE : StunDefect.WRONG_FINGERPRINT;
    }

    private void noteUnknown(int type) {
        if (StunAttribute.isComprehensionRequired(type) && unknownCount < MAX_REPORTED_UNKNOWN) {
            unknown[unknownCount++] = type;
        }
    }

    private boolean fits(StunAttribute attribute, int valueAt, int valueLength) {
        return switch (attribute) {
            case MAPPED_ADDRESS, XOR_MAPPED_ADDRESS -> (valueLength == 8 && bytes[valueAt + 1] == FAMILY_IPV4)
                    || (valueLength == 20 && bytes[valueAt + 1] == FAMILY_IPV6);
            case USERNAME -> valueLength <= 513;
            case MESSAGE_INTEGRITY -> valueLength == StunDigest.HMAC_LENGTH;
            case ERROR_CODE -> valueLength >= 4;
            case UNKNOWN_ATTRIBUTES -> (valueLength & 1) == 0;
            case PRIORITY, FINGERPRINT -> valueLength == 4;
            case USE_CANDIDATE -> valueLength == 0;
            case ICE_CONTROLLED, ICE_CONTROLLING -> valueLength == 8;
            case REALM, NONCE, SOFTWARE -> true;
        };
    }

    public StunClass messageClass() {
        return StunClass.ofType(message.getShort(0));
    }

    /** 0..0xfff; {@link #BINDING} for ICE. */
    public int method() {
        int type = message.getShort(0);
        return (type & 0xf) | ((type & 0xe0) >> 1) | ((type & 0x3e00) >> 2);
    }

    public boolean isBinding(StunClass wanted) {
        return method() == BINDING && messageClass() == wanted;
    }

    public TransactionId transactionId() {
        return new TransactionId(message.getInt(8), message.getLong(12));
    }

    public boolean hasTransaction(TransactionId id) {
        return message.getInt(8) == id.high() && message.getLong(12) == id.low();
    }

    public boolean has(StunAttribute attribute) {
        return offsets[attribute.ordinal()] >= 0;
    }

    /** Whether MESSAGE-INTEGRITY is there and was made with this key. */
    public boolean isAuthentic(StunKey key) {
        int at = offsets[StunAttribute.MESSAGE_INTEGRITY.ordinal()];
        if (at < 0) {
            return false;
        }
        // RFC 8489, section 14.5: the length covers everything up to and including MESSAGE-INTEGRITY, whatever follows.
        System.arraycopy(bytes, 0, protectedBytes, 0, at);
        int covered = at + ATTRIBUTE_HEADER_LENGTH + StunDigest.HMAC_LENGTH - HEADER_LENGTH;
        protectedBytes[2] = (byte) (covered >> 8);
        protectedBytes[3] = (byte) covered;
        byte[] expected = digest.hmac(key, protectedBytes, at);
        int difference = 0;
        for (int i = 0; i < StunDigest.HMAC_LENGTH; i++) {
            difference |= expected[i] ^ bytes[at + ATTRIBUTE_HEADER_LENGTH + i];
        }
        return difference == 0;
    }

    /** Whether USERNAME is these bytes, or begins with them and a colon. */
    public boolean isUserOf(byte[] firstPart) {
        int at = offsets[StunAttribute.USERNAME.ordinal()];
        if (at < 0) {
            return false;
        }
        int from = at + ATTRIBUTE_HEADER_LENGTH;
        int valueLength = valueLength(at);
        if (valueLength < firstPart.length || (valueLength > firstPart.length && bytes[from + firstPart.length] != ':')) {
            return false;
        }
        return Arrays.equals(bytes, from, from + firstPart.length, firstPart, 0, firstPart.length);
    }

    /** The text of USERNAME, SOFTWARE, REALM or NONCE; empty when it is not there. */
    public String text(StunAttribute attribute) {
        int at = offsets[attribute.ordinal()];
        return at < 0 ? "" : new String(bytes, at + ATTRIBUTE_HEADER_LENGTH, valueLength(at), StandardCharsets.UTF_8);
    }

    /** 0..2^32-1; -1 without PRIORITY. */
    public long priority() {
        int at = offsets[StunAttribute.PRIORITY.ordinal()];
        return at < 0 ? -1 : Integer.toUnsignedLong(message.getInt(at + ATTRIBUTE_HEADER_LENGTH));
    }

    /** The number in {@link StunAttribute#ICE_CONTROLLED} or {@link StunAttribute#ICE_CONTROLLING}, unsigned; 0 without it. */
    public long tieBreaker(StunAttribute role) {
        int at = offsets[role.ordinal()];
        return at < 0 ? 0 : message.getLong(at + ATTRIBUTE_HEADER_LENGTH);
    }

    /** 300..799; 0 without ERROR-CODE or with one out of range. */
    public int errorCode() {
        int at = offsets[StunAttribute.ERROR_CODE.ordinal()];
        if (at < 0) {
            return 0;
        }
        int hundreds = bytes[at + ATTRIBUTE_HEADER_LENGTH + 2] & 7;
        int code = hundreds * 100 + (bytes[at + ATTRIBUTE_HEADER_LENGTH + 3] & 0xff) % 100;
        return code < MIN_ERROR_CODE ? 0 : code;
    }

    /** How many attributes were there that had to be understood and were not, at most {@link #MAX_REPORTED_UNKNOWN}. */
    public int unknownCount() {
        return unknownCount;
    }

    /** @param index 0..{@link #unknownCount} - 1 */
    public int unknownType(int index) {
        return unknown[index];
    }

    /**
     * Where the sender of a response says the request came from. Allocates.
     *
     * @throws IllegalStateException without {@link StunAttribute#XOR_MAPPED_ADDRESS}
     */
    public TransportAddress mappedAddress() {
        int at = offsets[StunAttribute.XOR_MAPPED_ADDRESS.ordinal()];
        if (at < 0) {
            throw new IllegalStateException("no XOR-MAPPED-ADDRESS");
        }
        int port = (message.getShort(at + 6) & 0xffff) ^ (MAGIC_COOKIE >>> 16);
        int first = message.getInt(at + 8) ^ MAGIC_COOKIE;
        if (bytes[at + 5] == FAMILY_IPV4) {
            return new TransportAddress(new IpAddress(IpFamily.IPV4, 0, Integer.toUnsignedLong(first)), port);
        }
        long high = ((long) first << 32) | Integer.toUnsignedLong(message.getInt(at + 12) ^ message.getInt(8));
        long low = message.getLong(at + 16) ^ message.getLong(12);
        return new TransportAddress(new IpAddress(IpFamily.IPV6, high, low), port);
    }

    private int valueLength(int at) {
        return message.getShort(at + 2) & 0xffff;
    }
}
