package dev.patchbay.stun;

import dev.patchbay.net.TransportAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one message after another into the same buffer: {@link #begin}, attributes, {@link #integrity}, {@link #fingerprint}, then
 * {@link #copyTo}. One thread.
 */
public final class StunWriter {

    private final byte[] bytes = new byte[StunView.MAX_LENGTH];
    private final ByteBuffer message = ByteBuffer.wrap(bytes);
    private final StunDigest digest;
    private int length;

    /** @param digest of the same thread */
    public StunWriter(StunDigest digest) {
        this.digest = digest;
    }

    /** Starts a Binding message; what was written before is gone. */
    public StunWriter begin(StunClass messageClass, TransactionId id) {
        start(messageClass);
        message.putInt(8, id.high()).putLong(12, id.low());
        return this;
    }

    /** Starts the answer to a message, with its transaction. */
    public StunWriter beginResponse(StunClass messageClass, StunView request) {
        return begin(messageClass, request.transactionId());
    }

    private void start(StunClass messageClass) {
        message.putShort(0, (short) (StunView.BINDING | messageClass.bits()));
        message.putShort(2, (short) 0);
        message.putInt(4, StunView.MAGIC_COOKIE);
        length = StunView.HEADER_LENGTH;
    }

    /** {@link StunAttribute#USERNAME}, {@link StunAttribute#SOFTWARE} and the like. */
    public StunWriter text(StunAttribute attribute, String value) {
        return bytes(attribute, value.getBytes(StandardCharsets.UTF_8));
    }

    public StunWriter bytes(StunAttribute attribute, byte[] value) {
        int at = attribute(attribute, value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
        return this;
    }

    /** @param priority 0..2^32-1 */
    public StunWriter priority(long priority) {
        message.putInt(attribute(StunAttribute.PRIORITY, 4), (int) priority);
        return this;
    }

    public StunWriter useCandidate() {
        attribute(StunAttribute.USE_CANDIDATE, 0);
        return this;
    }

    /** @param role {@link StunAttribute#ICE_CONTROLLED} or {@link StunAttribute#ICE_CONTROLLING} */
    public StunWriter role(StunAttribute role, long tieBreaker) {
        message.putLong(attribute(role, 8), tieBreaker);
        return this;
    }

    public StunWriter error(StunError error) {
        byte[] reason = error.reason().getBytes(StandardCharsets.UTF_8);
        int at = attribute(StunAttribute.ERROR_CODE, 4 + reason.length);
        message.putInt(at, (error.code() / 100) << 8 | error.code() % 100);
        System.arraycopy(reason, 0, bytes, at + 4, reason.length);
        return this;
    }

    /** Lists what {@link StunView#unknownType} found. */
    public StunWriter unknownAttributes(StunView request) {
        int at = attribute(StunAttribute.UNKNOWN_ATTRIBUTES, 2 * request.unknownCount());
        for (int i = 0; i < request.unknownCount(); i++) {
            message.putShort(at + 2 * i, (short) request.unknownType(i));
        }
        return this;
    }

    public StunWriter xorMappedAddress(TransportAddress address) {
        return switch (address.family()) {
            case IPV4 -> {
                int at = address(StunView.FAMILY_IPV4, 8, address.port());
                message.putInt(at + 4, (int) address.ip().low() ^ StunView.MAGIC_COOKIE);
                yield this;
            }
            case IPV6 -> {
                int at = address(StunView.FAMILY_IPV6, 20, address.port());
                long mask = ((long) StunView.MAGIC_COOKIE << 32) | Integer.toUnsignedLong(message.getInt(8));
                message.putLong(at + 4, address.ip().high() ^ mask);
                message.putLong(at + 12, address.ip().low() ^ message.getLong(12));
                yield this;
            }
        };
    }

    private int address(int family, int valueLength, int port) {
        int at = attribute(StunAttribute.XOR_MAPPED_ADDRESS, valueLength);
        message.putShort(at, (short) family);
        message.putShort(at + 2, (short) (port ^ (StunView.MAGIC_COOKIE >>> 16)));
        return at;
    }

    /** Adds MESSAGE-INTEGRITY over what was written so far. */
    public StunWriter integrity(StunKey key) {
        int before = length;
        int at = attribute(StunAttribute.MESSAGE_INTEGRITY, StunDigest.HMAC_LENGTH);
        byte[] hmac = digest.hmac(key, bytes, before);
        System.arraycopy(hmac, 0, bytes, at, StunDigest.HMAC_LENGTH);
        return this;
    }

    /** Adds FINGERPRINT, which must be the last attribute. */
    public StunWriter fingerprint() {
        int before = length;
        int at = attribute(StunAttribute.FINGERPRINT, 4);
        message.putInt(at, digest.fingerprint(bytes, before));
        return this;
    }

    /** Bytes of the message so far. */
    public int length() {
        return length;
    }

    /** Puts the message at index 0 of a buffer; its position and limit are left alone. */
    public void copyTo(ByteBuffer target) {
        target.put(0, bytes, 0, length);
    }

    /** Writes the attribute's header and zeros for its padding. @return where its value starts */
    private int attribute(StunAttribute attribute, int valueLength) {
        int valueAt = length + StunView.ATTRIBUTE_HEADER_LENGTH;
        int next = valueAt + ((valueLength + 3) & ~3);
        if (next > bytes.length) {
            throw new IllegalStateException("STUN message of more than " + bytes.length + " bytes");
        }
        message.putShort(length, (short) attribute.type());
        message.putShort(length + 2, (short) valueLength);
        Arrays.fill(bytes, valueAt, next, (byte) 0);
        length = next;
        message.putShort(2, (short) (length - StunView.HEADER_LENGTH));
        return valueAt;
    }
}
