package dev.patchbay.rtp;

import java.nio.ByteBuffer;

/**
 * An RTP packet in somebody else's buffer (RFC 3550, section 5.1). Wrapped anew for each packet, it allocates nothing; the accessors
 * may be used after a {@link #wrap} that returned true and until the buffer's content changes. One thread.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           timestamp                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           synchronization source (SSRC) identifier            |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |            contributing source (CSRC) identifiers             |
 * |                             ....                              |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |      defined by profile       |           length              |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                        header extension                       |
 * |                             ....                              |
 * </pre>
 */
public final class RtpView {

    public static final int FIXED_HEADER_LENGTH = 12;

    private static final int EXTENSION_HEADER_LENGTH = 4;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int length;
    private int extensionOffset;
    private int payloadOffset;
    private int paddingLength;

    /** A view of nothing until the first {@link #wrap}. */
    public RtpView() {}

    /**
     * Looks at a datagram and checks every length in its header.
     *
     * @param datagram big endian; the packet starts at index 0
     * @param datagramLength length of the packet
     * @return whether it is a well-formed RTP packet
     */
    public boolean wrap(ByteBuffer datagram, int datagramLength) {
        if (datagramLength < FIXED_HEADER_LENGTH || datagramLength > datagram.limit()) {
            return false;
        }
        int first = datagram.get(0);
        if (((first >> 6) & 3) != 2) {
            return false;
        }
        int headerLength = FIXED_HEADER_LENGTH + 4 * (first & 0x0f);
        int extension = -1;
        if ((first & 0x10) != 0) {
            extension = headerLength;
            if (headerLength + EXTENSION_HEADER_LENGTH > datagramLength) {
                return false;
            }
            headerLength += EXTENSION_HEADER_LENGTH + 4 * (datagram.getShort(extension + 2) & 0xffff);
        }
        if (headerLength > datagramLength) {
            return false;
        }
        int padding = 0;
        if ((first & 0x20) != 0) {
            padding = datagram.get(datagramLength - 1) & 0xff;
            if (padding == 0 || headerLength + padding > datagramLength) {
                return false;
            }
        }
        buffer = datagram;
        length = datagramLength;
        extensionOffset = extension;
        payloadOffset = headerLength;
        paddingLength = padding;
        return true;
    }

    public boolean hasMarker() {
        return buffer.get(1) < 0;
    }

    /** 0..127. */
    public int payloadType() {
        return buffer.get(1) & 0x7f;
    }

    /** 0..65535. */
    public int sequenceNumber() {
        return buffer.getShort(2) & 0xffff;
    }

    /** RTP ticks, unsigned. */
    public int rtpTimestamp() {
        return buffer.getInt(4);
    }

    /** Unsigned. */
    public int ssrc() {
        return buffer.getInt(8);
    }

    /** 0..15. */
    public int csrcCount() {
        return buffer.get(0) & 0x0f;
    }

    /**
     * @param index 0..{@link #csrcCount} - 1
     * @return unsigned
     */
    public int csrc(int index) {
        return buffer.getInt(FIXED_HEADER_LENGTH + 4 * index);
    }

    public boolean hasExtension() {
        return extensionOffset >= 0;
    }

    /** The 16 bits "defined by profile" (0xBEDE for one-byte extensions, RFC 8285); -1 without an extension. */
    public int extensionProfile() {
        return extensionOffset < 0 ? -1 : buffer.getShort(extensionOffset) & 0xffff;
    }

    /** Index of the extension's first byte after its own header; meaningless without an extension. */
    public int extensionDataOffset() {
        return extensionOffset + EXTENSION_HEADER_LENGTH;
    }

    /** Bytes of the extension without its own header; 0 without an extension. */
    public int extensionDataLength() {
        return extensionOffset < 0 ? 0 : payloadOffset - extensionOffset - EXTENSION_HEADER_LENGTH;
    }

    /** Length of header, CSRC list and extension; the index of the first payload byte. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Without padding; may be 0. */
    public int payloadLength() {
        return length - payloadOffset - paddingLength;
    }

    /** Bytes of padding at the end, 0..255. */
    public int paddingLength() {
        return paddingLength;
    }
}
