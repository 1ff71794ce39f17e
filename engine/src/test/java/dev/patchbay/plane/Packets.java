package dev.patchbay.plane;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Bytes for tests. */
final class Packets {

    private Packets() {}

    static byte[] rtp(int payloadType, int sequenceNumber, int rtpTimestamp, int ssrc) {
        return rtp(payloadType, false, sequenceNumber, rtpTimestamp, ssrc, new byte[160]);
    }

    static byte[] rtp(
            int payloadType, boolean marker, int sequenceNumber, int rtpTimestamp, int ssrc, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
        packet.put((byte) 0x80).put((byte) (payloadType | (marker ? 0x80 : 0)));
        packet.putShort((short) sequenceNumber).putInt(rtpTimestamp).putInt(ssrc).put(payload);
        return packet.array();
    }

    static byte[] telephoneEvent(
            int payloadType, int sequenceNumber, int rtpTimestamp, int ssrc, int event, boolean end, int duration) {
        byte[] payload = {(byte) event, (byte) (10 | (end ? 0x80 : 0)), (byte) (duration >> 8), (byte) duration};
        return rtp(payloadType, false, sequenceNumber, rtpTimestamp, ssrc, payload);
    }

    static byte[] rtcp(int packetType, int count, int... words) {
        ByteBuffer packet = ByteBuffer.allocate(4 + 4 * words.length);
        packet.put((byte) (0x80 | count)).put((byte) packetType).putShort((short) words.length);
        for (int word : words) {
            packet.putInt(word);
        }
        return packet.array();
    }

    static byte[] senderReport(int ssrc, long ntp) {
        return rtcp(200, 0, ssrc, (int) (ntp >>> 32), (int) ntp, 0, 0, 0);
    }

    static byte[] receiverReport(int sender, int about, int fraction, int lost, int jitter, int lastSr, int delay) {
        return rtcp(201, 1, sender, about, (fraction << 24) | (lost & 0xffffff), 0, jitter, lastSr, delay);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
