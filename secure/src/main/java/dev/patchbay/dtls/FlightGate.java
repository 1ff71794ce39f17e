package dev.patchbay.dtls;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off a client's ChangeCipherSpec that overtook a part of its flight. The library goes over to the new keys with it and reads
 * nothing under the old ones any more, so a CertificateVerify that was lost could never be made up for: the handshake would hang.
 * Without it the client repeats the flight, as for any loss. Owner: the association's thread; one for each attempt of a server.
 */
final class FlightGate {

    private static final int RECORD_HEADER_LENGTH = 13;
    private static final int HANDSHAKE_HEADER_LENGTH = 12;
    private static final int CONTENT_TYPE_CHANGE_CIPHER_SPEC = 20;
    private static final int CONTENT_TYPE_HANDSHAKE = 22;
    private static final int MESSAGE_CERTIFICATE_VERIFY = 15;
    /** More than a client sends before ChangeCipherSpec. */
    private static final int MAX_MESSAGES = 16;

    private final @Nullable BitSet[] received = new @Nullable BitSet[MAX_MESSAGES];
    private final int[] lengths = new int[MAX_MESSAGES];
    private int lastMessage = -1;

    /**
     * Looks at all records of a datagram (RFC 6347, section 4.1).
     *
     * @return how many bytes of it may be read now
     */
    int admit(byte[] datagram, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(datagram, 0, length);
        int at = 0;
        while (length - at >= RECORD_HEADER_LENGTH) {
            int type = bytes.get(at);
            int epoch = bytes.getShort(at + 3);
            int end = at + RECORD_HEADER_LENGTH + Short.toUnsignedInt(bytes.getShort(at + 11));
            if (end > length || epoch != 0) {
                break;
            }
            if (type == CONTENT_TYPE_CHANGE_CIPHER_SPEC && !isComplete()) {
                return at;
            }
            if (type == CONTENT_TYPE_HANDSHAKE) {
                readMessages(bytes, at + RECORD_HEADER_LENGTH, end);
            }
            at = end;
        }
        return length;
    }

    private void readMessages(ByteBuffer bytes, int from, int end) {
        int at = from;
        while (end - at >= HANDSHAKE_HEADER_LENGTH) {
            int type = bytes.get(at);
            int messageLength = threeBytes(bytes, at + 1);
            int index = Short.toUnsignedInt(bytes.getShort(at + 4));
            int offset = threeBytes(bytes, at + 6);
            int fragmentLength = threeBytes(bytes, at + 9);
            at += HANDSHAKE_HEADER_LENGTH + fragmentLength;
            if (at > end || index >= MAX_MESSAGES || messageLength > Dtls12.MAX_MESSAGE_BYTES || offset + fragmentLength > messageLength) {
                return;
            }
            BitSet bits = received[index];
            if (bits == null) {
                bits = new BitSet();
                received[index] = bits;
                lengths[index] = messageLength;
            }
            bits.set(offset, offset + fragmentLength);
            if (type == MESSAGE_CERTIFICATE_VERIFY) {
                lastMessage = index;
            }
        }
    }

    private static int threeBytes(ByteBuffer bytes, int at) {
        return (Byte.toUnsignedInt(bytes.get(at)) << 16) | Short.toUnsignedInt(bytes.getShort(at + 1));
    }

    /** CertificateVerify and all before it are here. */
    private boolean isComplete() {
        for (int i = 0; i <= lastMessage; i++) {
            BitSet bits = received[i];
            if (bits == null || bits.nextClearBit(0) < lengths[i]) {
                return false;
            }
        }
        return lastMessage >= 0;
    }
}
