package dev.patchbay.srtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Packets for the tests, and the moves in and out of a workspace. */
final class Rtp {

    private Rtp() {}

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** A packet of 20 ms G.711 whose payload follows from its sequence number. */
    static byte[] packet(int ssrc, int sequenceNumber) {
        return packet(ssrc, sequenceNumber, 160);
    }

    static byte[] packet(int ssrc, int sequenceNumber, int payloadLength) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payloadLength);
        packet.put((byte) 0x80).put((byte) 0).putShort((short) sequenceNumber).putInt(160 * sequenceNumber).putInt(ssrc);
        while (packet.hasRemaining()) {
            packet.put((byte) (packet.position() * 31 + sequenceNumber));
        }
        return packet.array();
    }

    /** A receiver report with one block. */
    static byte[] report(int ssrc, int highest) {
        return ByteBuffer.allocate(32).putInt(0x81c90007).putInt(ssrc).putInt(0xabc).putInt(0).putInt(highest).putInt(9).putInt(1)
                .putInt(2).array();
    }

    static SrtpWorkspace workspace(byte[] packet) {
        SrtpWorkspace workspace = new SrtpWorkspace();
        workspace.load(ByteBuffer.wrap(packet), packet.length);
        return workspace;
    }

    static byte[] content(SrtpWorkspace workspace) {
        return Arrays.copyOf(workspace.bytes, workspace.length());
    }

    static byte[] protect(SrtpSender sender, byte[] packet) {
        SrtpWorkspace workspace = workspace(packet);
        SrtpStatus status = sender.protectRtp(workspace);
        if (status != SrtpStatus.OK) {
            throw new AssertionError(status);
        }
        return content(workspace);
    }

    static byte[] protectReport(SrtpSender sender, byte[] packet) {
        SrtpWorkspace workspace = workspace(packet);
        SrtpStatus status = sender.protectRtcp(workspace);
        if (status != SrtpStatus.OK) {
            throw new AssertionError(status);
        }
        return content(workspace);
    }

    /** Repeatable, and different for each suite. */
    static SrtpParameters parameters(CryptoSuite suite) {
        byte[] keyAndSalt = new byte[suite.keyLength() + suite.saltLength()];
        for (int i = 0; i < keyAndSalt.length; i++) {
            keyAndSalt[i] = (byte) (i * 7 + suite.ordinal() * 13 + 1);
        }
        return SrtpParameters.of(suite, MasterKey.ofConcatenated(suite, keyAndSalt));
    }

    static SrtpSender sender(SrtpParameters parameters) {
        return new SrtpSender(parameters, new SentIndexes());
    }
}
