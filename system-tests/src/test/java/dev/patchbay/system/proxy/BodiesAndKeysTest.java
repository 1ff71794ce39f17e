package dev.patchbay.system.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.route.ScriptOrigin;
import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.proxy.testing.TestProxy;
import dev.patchbay.system.net.WorkFolder;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that are pressed, and bodies of several parts, by an example's routing and through a real relay. */
@Timeout(120)
class BodiesAndKeysTest {

    private static final int EVENT_PAYLOAD_TYPE = 101;

    /** Any bytes, line ends and the boundary's dashes among them. */
    private static final byte[] ISUP = {1, 0, 0x48, 0, '\r', '\n', '-', '-', (byte) 0xff, 0x0a, 0};

    private ProxyStage stage;
    private SipPeer alice;
    private SipPeer bob;

    @BeforeEach
    void start() throws Exception {
        int notificationPort = TestProxy.freePort("127.0.0.1");
        Path script = WorkFolder.create("keys").resolve("Example05NotificationSock.java");
        Files.writeString(
                script,
                Files.readString(Path.of("../examples/routes/opensips/Example05NotificationSock.java"))
                        .replace("127.0.0.1:9999", "127.0.0.1:" + notificationPort));
        stage = ProxyStage.open(ScriptOrigin.file(script), "--dtmf-log-dest=127.0.0.1:" + notificationPort);
        alice = stage.phone();
        bob = stage.phone();
    }

    @AfterEach
    void end() throws Exception {
        stage.close();
    }

    private static int audioPort(String message) {
        return Integer.parseInt(message.replaceAll("(?s).*m=audio ([0-9]+).*", "$1"));
    }

    /** The relay sees the event in the media and tells the script, which puts it into the next BYE. */
    @Test
    void shouldTellTheScriptOfAKeyThatIsPressed() throws Exception {
        try (DatagramSocket media = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            alice.invite(bob.contact("bob"), "keys", ProxyStage.sdp(media.getLocalPort()));
            SIPRequest invite = bob.awaitRequest("INVITE");
            bob.reply(invite, 200, "b", ProxyStage.sdp(20_002));
            SIPResponse answer = alice.awaitResponse(200);
            alice.within(answer, "ACK", 1);
            bob.awaitRequest("ACK");

            press(media, audioPort(answer.toString()), 7);
            // The notification takes its own way: each BYE asks whether it has come.
            int[] cseq = {1};
            Awaitility.await().until(
                    () -> {
                        cseq[0]++;
                        alice.within(answer, "BYE", cseq[0]);
                        SIPRequest bye = bob.awaitRequest("BYE");
                        // Refused, so that the call goes on.
                        bob.reply(bye, 500, "b");
                        alice.awaitResponse(500, "BYE");
                        return String.valueOf(bye.getHeader("X-Last-Key")).strip();
                    },
                    header -> header.equals("X-Last-Key: 7"));
        }
    }

    /** RFC 4733: 40 ms of the key, its end three times. */
    private static void press(DatagramSocket media, int port, int key) throws IOException {
        int[][] packets = {{160, 0}, {320, 0}, {480, 1}, {480, 1}, {480, 1}};
        for (int i = 0; i < packets.length; i++) {
            ByteBuffer rtp = ByteBuffer.allocate(16);
            rtp.put((byte) 0x80).put((byte) (EVENT_PAYLOAD_TYPE | (i == 0 ? 0x80 : 0))).putShort((short) (100 + i)).putInt(1600).putInt(4711);
            rtp.put((byte) key).put((byte) (packets[i][1] << 7 | 10)).putShort((short) packets[i][0]);
            media.send(new DatagramPacket(rtp.array(), 16, InetAddress.getLoopbackAddress(), port));
        }
    }

    /** The SDP among the parts goes to the relay and comes back; the others arrive byte by byte. */
    @Test
    void shouldPassABodyOfSeveralParts() throws Exception {
        String sdp = ProxyStage.sdp(20_000).replace("\n", "\r\n");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--frontier\r\nContent-Type: application/sdp\r\n\r\n" + sdp + "\r\n--frontier\r\n"
                        + "Content-Type: application/ISUP;version=itu-t92+\r\nContent-Disposition: signal;handling=optional\r\n\r\n")
                .getBytes(ISO_8859_1));
        body.writeBytes(ISUP);
        body.writeBytes("\r\n--frontier--\r\n".getBytes(ISO_8859_1));
        String head = """
                INVITE %s SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bKparts
                From: <sip:alice@example.com>;tag=a
                To: <sip:bob@example.com>
                Call-ID: parts
                CSeq: 1 INVITE
                Contact: <sip:alice@ME>
                Max-Forwards: 70
                MIME-Version: 1.0
                Content-Type: multipart/mixed;boundary=frontier
                Content-Length: %d

                """.formatted(bob.contact("bob"), body.size()).replace("ME", alice.address()).replace("\n", "\r\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.getBytes(ISO_8859_1));
        whole.writeBytes(body.toByteArray());
        alice.sendBytes(whole.toByteArray());

        SIPRequest invite = bob.awaitRequest("INVITE");
        String received = bob.lastText().substring(bob.lastText().indexOf("\r\n\r\n") + 4);
        assertThat(invite.getContentLength().getContentLength()).isEqualTo(received.length());
        assertThat(audioPort(received)).as("the relay's port").isNotEqualTo(20_000);
        String isup = new String(ISUP, ISO_8859_1);
        assertThat(received).contains("Content-Type: application/ISUP;version=itu-t92+\r\nContent-Disposition: signal;handling=optional\r\n\r\n" + isup
                + "\r\n--frontier--\r\n");
        bob.reply(invite, 200, "b", ProxyStage.sdp(20_002));
        assertThat(audioPort(alice.awaitResponse(200).toString())).as("the relay's port").isNotEqualTo(20_002);
    }
}
