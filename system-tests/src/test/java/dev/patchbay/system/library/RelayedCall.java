package dev.patchbay.system.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sip.message.TextSipMessage;
import dev.patchbay.sip.route.ReplyRoute;
import dev.patchbay.sip.route.RequestRoute;
import dev.patchbay.sip.rtpengine.FunctionResult;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call with sockets of its own for both parties' media, made and made again through a face that the caller brings. */
final class RelayedCall implements AutoCloseable {

    private static final Pattern MEDIA_PORT = Pattern.compile("m=audio ([0-9]+)");
    private static final int MAX_PACKETS = 250;

    private final CallMessages messages;
    private final Function<RequestRoute, FunctionResult> offer;
    private final Function<ReplyRoute, FunctionResult> answer;
    private final DatagramSocket caller = socket();
    private final DatagramSocket callee = socket();
    private int relayPort;
    private int sequence;

    RelayedCall(String callId, Function<RequestRoute, FunctionResult> offer, Function<ReplyRoute, FunctionResult> answer)
            throws IOException {
        this.messages = new CallMessages(callId);
        this.offer = offer;
        this.answer = answer;
        callee.setSoTimeout(20);
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    RequestRoute request(String method) {
        return new RequestRoute(messages.request(method, ""));
    }

    /** @return what became of the offer; when that is well, the answer must be so too */
    FunctionResult negotiate() {
        TextSipMessage invite = messages.request("INVITE", CallMessages.sdp(caller.getLocalPort()));
        FunctionResult offered = offer.apply(new RequestRoute(invite));
        if (offered.isOk()) {
            ReplyRoute reply = new ReplyRoute(messages.reply(200, CallMessages.sdp(callee.getLocalPort())));
            FunctionResult answered = answer.apply(reply);
            assertThat(answered.isOk()).as("answer: " + answered.detail()).isTrue();
            assertThat(answered.node()).as("both on one relay").isEqualTo(offered.node());
            Matcher port = MEDIA_PORT.matcher(new String(reply.message().body(), ISO_8859_1));
            assertThat(port.find()).isTrue();
            relayPort = Integer.parseInt(port.group(1));
        }
        return offered;
    }

    /** Whether RTP of the caller comes to the callee; tried for some seconds. */
    boolean isRelayed() throws IOException {
        byte[] rtp = ByteBuffer.allocate(172).put((byte) 0x80).array();
        for (int i = 0; i < MAX_PACKETS; i++) {
            ByteBuffer.wrap(rtp).putShort(2, (short) ++sequence).putInt(4, 160 * sequence).putInt(8, 7);
            caller.send(new DatagramPacket(rtp, rtp.length, InetAddress.getLoopbackAddress(), relayPort));
            try {
                DatagramPacket packet = new DatagramPacket(new byte[500], 500);
                callee.receive(packet);
                return packet.getLength() == rtp.length;
            } catch (SocketTimeoutException _) {
                // A packet or two may be lost while the relay learns; the next one tells.
            }
        }
        return false;
    }

    @Override
    public void close() {
        caller.close();
        callee.close();
    }
}
