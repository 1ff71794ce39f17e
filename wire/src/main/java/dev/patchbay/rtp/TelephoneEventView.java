package dev.patchbay.rtp;

import java.nio.ByteBuffer;

/**
 * The payload of a telephone-event packet (RFC 4733, section 2.3), wrapped anew for each packet. One thread.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     event     |E|R| volume    |          duration             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class TelephoneEventView {

    public static final int LENGTH = 4;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int offset;

    /** A view of nothing until the first {@link #wrap}. */
    public TelephoneEventView() {}

    /** @return whether the packet has room for an event; only then the accessors may be used */
    public boolean wrap(ByteBuffer datagram, RtpView packet) {
        if (packet.payloadLength() < LENGTH) {
            return false;
        }
        buffer = datagram;
        offset = packet.payloadOffset();
        return true;
    }

    /** 0..255; 0..9 digits, 10 star, 11 hash, 12..15 A to D. */
    public int event() {
        return buffer.get(offset) & 0xff;
    }

    public boolean isEnd() {
        return buffer.get(offset + 1) < 0;
    }

    /** Power level in dBm0 without its minus sign, 0..63. */
    public int volumeDbm0() {
        return buffer.get(offset + 1) & 0x3f;
    }

    /** RTP ticks since the event began, 0..65535. */
    public int duration() {
        return buffer.getShort(offset + 2) & 0xffff;
    }
}
