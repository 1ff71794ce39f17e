package dev.patchbay.plane;

import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.plan.SrtpKeys;
import dev.patchbay.srtp.CryptoSuite;
import dev.patchbay.srtp.MasterKey;
import dev.patchbay.srtp.SentIndexes;
import dev.patchbay.srtp.SrtpParameters;
import dev.patchbay.srtp.SrtpReceiver;
import dev.patchbay.srtp.SrtpSender;
import dev.patchbay.srtp.SrtpStatus;
import dev.patchbay.srtp.SrtpWorkspace;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** The SRTP of a phone in a test: what it sends under one key, and what it makes of what it gets under another. */
final class Srtp {

    private final SrtpWorkspace workspace = new SrtpWorkspace();
    private final SrtpSender sender;
    private final SrtpReceiver receiver;

    Srtp(SrtpParameters sends, SrtpParameters receives) {
        sender = new SrtpSender(sends, new SentIndexes());
        receiver = new SrtpReceiver(receives);
    }

    /** @param seed another one, another key */
    static SrtpParameters parameters(CryptoSuite suite, int seed) {
        return SrtpParameters.of(suite, MasterKey.generate(suite, new Random(seed)));
    }

    static SrtpParameters parameters(int seed) {
        return parameters(CryptoSuite.AES_CM_128_HMAC_SHA1_80, seed);
    }

    static MediaSecurity keyed(SrtpParameters receive, SrtpParameters send) {
        return new MediaSecurity.Keyed(new SrtpKeys(receive, send));
    }

    byte[] protect(byte[] packet) {
        workspace.load(ByteBuffer.wrap(packet), packet.length);
        SrtpStatus status = isRtcp(packet) ? sender.protectRtcp(workspace) : sender.protectRtp(workspace);
        if (status != SrtpStatus.OK) {
            throw new AssertionError(status);
        }
        return content();
    }

    /** @throws AssertionError when it is not what the relay may send */
    byte[] open(byte[] secure) {
        workspace.load(ByteBuffer.wrap(secure), secure.length);
        SrtpStatus status = isRtcp(secure) ? receiver.unprotectRtcp(workspace) : receiver.unprotectRtp(workspace);
        if (status != SrtpStatus.OK) {
            throw new AssertionError(status);
        }
        return content();
    }

    private byte[] content() {
        byte[] content = new byte[workspace.length()];
        workspace.buffer().get(0, content);
        return content;
    }

    private static boolean isRtcp(byte[] packet) {
        int type = packet[1] & 0xff;
        return type >= 192 && type <= 223;
    }

    static byte[] changed(byte[] packet, int at) {
        byte[] copy = Arrays.copyOf(packet, packet.length);
        copy[at] ^= 1;
        return copy;
    }
}
