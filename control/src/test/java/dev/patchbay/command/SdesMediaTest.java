package dev.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.sdes.CryptoAttribute;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sim.SimNetwork;
import dev.patchbay.sim.SimPeer;
import dev.patchbay.srtp.CryptoSuite;
import dev.patchbay.srtp.MasterKey;
import dev.patchbay.srtp.SentIndexes;
import dev.patchbay.srtp.SrtpParameters;
import dev.patchbay.srtp.SrtpReceiver;
import dev.patchbay.srtp.SrtpSender;
import dev.patchbay.srtp.SrtpStatus;
import dev.patchbay.srtp.SrtpWorkspace;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the keys in session descriptions to the packets: two phones that speak SDES, or one of them, over the whole relay. */
class SdesMediaTest {

    private static final Pattern CRYPTO = Pattern.compile("a=crypto:(\\d+) (\\S+) (.*)\r\n");

    private final SimulatedCall call = new SimulatedCall();
    private final SrtpWorkspace workspace = new SrtpWorkspace();
    private final Random random = new Random(5);

    @AfterEach
    void close() {
        call.close();
    }

    private CryptoAttribute line(int tag, CryptoSuite suite) {
        return new CryptoAttribute(tag, SrtpParameters.of(suite, MasterKey.generate(suite, random)));
    }

    private static String text(CryptoAttribute line) {
        Attribute.Crypto printed = line.print(false, false);
        return "a=crypto:" + printed.tag() + " " + printed.suite() + " " + printed.parameters() + "\r\n";
    }

    /** The relay's line of that suite. */
    private static CryptoAttribute lineIn(String sdp, CryptoSuite suite) throws Exception {
        Matcher lines = CRYPTO.matcher(sdp);
        while (lines.find()) {
            if (lines.group(2).equals(suite.sdesName())) {
                return CryptoAttribute.parse(new Attribute.Crypto(Integer.parseInt(lines.group(1)), lines.group(2), lines.group(3)));
            }
        }
        throw new AssertionError("no " + suite + " in " + sdp);
    }

    private static NgDict.Builder keys(String transport, String... sdes) {
        NgDict.Builder keys = NgDict.builder().put("SDES", NgList.ofStrings(List.of(sdes)));
        return transport.isEmpty() ? keys : keys.put("transport-protocol", transport);
    }

    private static String audio(SimPeer phone, String protocol, String lines) {
        return SimulatedCall.audio(phone.address(), protocol, lines);
    }

    private static byte[] rtp(int ssrc, int sequenceNumber) {
        return ByteBuffer.allocate(172).put((byte) 0x80).put((byte) 0).putShort((short) sequenceNumber)
                .putInt(sequenceNumber * 160).putInt(ssrc).array();
    }

    private byte[] protect(SrtpSender sender, byte[] packet) {
        workspace.load(ByteBuffer.wrap(packet), packet.length);
        assertThat(sender.protectRtp(workspace)).isEqualTo(SrtpStatus.OK);
        return content();
    }

    private byte[] open(SrtpReceiver receiver, byte[] packet) {
        workspace.load(ByteBuffer.wrap(packet), packet.length);
        assertThat(receiver.unprotectRtp(workspace)).isEqualTo(SrtpStatus.OK);
        return content();
    }

    private byte[] content() {
        byte[] content = new byte[workspace.length()];
        workspace.buffer().get(0, content);
        return content;
    }

    private byte[] through(SimPeer from, RelayAddresses into, byte[] packet, SimPeer to) {
        from.send(into.rtp(), packet);
        call.settle();
        List<SimNetwork.Packet> arrived = to.take();
        assertThat(arrived).hasSize(1);
        return arrived.getFirst().bytes();
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeASecurePhoneToAPlainOne(CryptoSuite suite) throws Exception {
        CryptoAttribute caller = line(3, suite);
        String offered = call.offer(keys("RTP/AVP"), audio(call.caller, "RTP/SAVP", text(caller)));
        String answered = call.answer(keys(""), audio(call.callee, "RTP/AVP", ""));
        SrtpSender sender = new SrtpSender(caller.parameters(), new SentIndexes());
        SrtpReceiver receiver = new SrtpReceiver(lineIn(answered, suite).parameters());
        for (int i = 65_530; i < 65_545; i++) {
            assertThat(through(call.caller, RelayAddresses.in(answered), protect(sender, rtp(0xa, i)), call.callee))
                    .isEqualTo(rtp(0xa, i));
            assertThat(open(receiver, through(call.callee, RelayAddresses.in(offered), rtp(0xb, i), call.caller)))
                    .isEqualTo(rtp(0xb, i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAPlainPhoneToASecureOne(CryptoSuite suite) throws Exception {
        String offered = call.offer(keys("RTP/SAVP"), audio(call.caller, "RTP/AVP", ""));
        CryptoAttribute taken = lineIn(offered, suite);
        CryptoAttribute callee = line(taken.tag(), suite);
        String answered = call.answer(keys(""), audio(call.callee, "RTP/SAVP", text(callee)));
        assertThat(answered).doesNotContain("a=crypto").contains("RTP/AVP");
        SrtpReceiver receiver = new SrtpReceiver(taken.parameters());
        assertThat(open(receiver, through(call.caller, RelayAddresses.in(answered), rtp(0xa, 1), call.callee)))
                .isEqualTo(rtp(0xa, 1));
        SrtpSender sender = new SrtpSender(callee.parameters(), new SentIndexes());
        assertThat(through(call.callee, RelayAddresses.in(offered), protect(sender, rtp(0xb, 1)), call.caller))
                .isEqualTo(rtp(0xb, 1));
    }

    @Test
    void shouldPassSecureMediaUntouchedWhenBothTakeTheSameSuite() throws Exception {
        CryptoAttribute caller = line(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80);
        CryptoAttribute callee = line(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80);
        String offered = call.offer(keys(""), audio(call.caller, "RTP/SAVP", text(caller)));
        String answered = call.answer(keys(""), audio(call.callee, "RTP/SAVP", text(callee)));
        byte[] secure = protect(new SrtpSender(caller.parameters(), new SentIndexes()), rtp(0xa, 1));
        assertThat(through(call.caller, RelayAddresses.in(answered), secure, call.callee)).isEqualTo(secure);
        byte[] back = protect(new SrtpSender(callee.parameters(), new SentIndexes()), rtp(0xb, 1));
        assertThat(through(call.callee, RelayAddresses.in(offered), back, call.caller)).isEqualTo(back);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unencrypted_srtp", "unauthenticated_srtp", "pad", "lifetime"})
    void shouldHonourSessionParameters(String option) throws Exception {
        CryptoSuite suite = CryptoSuite.AES_CM_128_HMAC_SHA1_80;
        String offered = call.offer(keys("RTP/SAVP", option), audio(call.caller, "RTP/AVP", ""));
        CryptoAttribute taken = lineIn(offered, suite);
        SrtpParameters ours = taken.parameters();
        CryptoAttribute callee = new CryptoAttribute(
                taken.tag(),
                new SrtpParameters(suite, MasterKey.generate(suite, random), ours.identifier(), ours.encryptsRtp(), ours.encryptsRtcp(),
                        ours.authenticatesRtp()));
        String answered = call.answer(keys(""), audio(call.callee, "RTP/SAVP", text(callee)));
        byte[] arrived = through(call.caller, RelayAddresses.in(answered), rtp(0xa, 1), call.callee);
        assertThat(arrived).hasSize(option.equals("unauthenticated_srtp") ? 172 : 182);
        assertThat(open(new SrtpReceiver(ours), arrived)).isEqualTo(rtp(0xa, 1));
        byte[] back = protect(new SrtpSender(callee.parameters(), new SentIndexes()), rtp(0xb, 1));
        assertThat(through(call.callee, RelayAddresses.in(offered), back, call.caller)).isEqualTo(rtp(0xb, 1));
    }

    /** Hold, resume and new keys in an otherwise identical description: both directions go on. */
    @Test
    void shouldGoOnOverReoffersWithOldAndNewKeys() throws Exception {
        CryptoAttribute caller = line(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80);
        String offered = call.offer(keys("RTP/AVP"), audio(call.caller, "RTP/SAVP", text(caller)));
        String answered = call.answer(keys(""), audio(call.callee, "RTP/AVP", ""));
        SrtpSender sender = new SrtpSender(caller.parameters(), new SentIndexes());
        SrtpReceiver receiver = new SrtpReceiver(lineIn(answered, caller.parameters().suite()).parameters());
        int next = 65_400;
        next = talk(sender, receiver, offered, answered, next, 200);
        for (String direction : List.of("a=sendonly\r\n", "a=sendrecv\r\n")) {
            call.offer(keys("RTP/AVP").put("to-tag", "b"), audio(call.caller, "RTP/SAVP", text(caller) + direction));
            String again = call.answer(keys(""), audio(call.callee, "RTP/AVP", ""));
            assertThat(lineIn(again, caller.parameters().suite()).parameters()).as("the same key").isEqualTo(receiver.parameters());
        }
        next = talk(sender, receiver, offered, answered, next, 50);
        CryptoAttribute rekeyed = line(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80);
        call.offer(keys("RTP/AVP").put("to-tag", "b"), audio(call.caller, "RTP/SAVP", text(rekeyed)));
        next = talk(sender, receiver, offered, answered, next, 5);
        String again = call.answer(keys(""), audio(call.callee, "RTP/AVP", ""));
        SrtpReceiver same = lineIn(again, caller.parameters().suite()).parameters().equals(receiver.parameters())
                ? receiver
                : new SrtpReceiver(lineIn(again, caller.parameters().suite()).parameters());
        talk(new SrtpSender(rekeyed.parameters(), new SentIndexes()), same, offered, answered, next, 50);
    }

    private int talk(SrtpSender sender, SrtpReceiver receiver, String offered, String answered, int from, int packets) {
        for (int i = from; i < from + packets; i++) {
            assertThat(through(call.caller, RelayAddresses.in(answered), protect(sender, rtp(0xa, i)), call.callee))
                    .isEqualTo(rtp(0xa, i));
            assertThat(open(receiver, through(call.callee, RelayAddresses.in(offered), rtp(0xb, i), call.caller)))
                    .isEqualTo(rtp(0xb, i));
        }
        return from + packets;
    }

    @Test
    void shouldReportSuitesInQueries() throws Exception {
        CryptoAttribute caller = line(1, CryptoSuite.AES_CM_128_HMAC_SHA1_32);
        call.offer(keys("RTP/AVP"), audio(call.caller, "RTP/SAVP", text(caller)));
        call.answer(keys(""), audio(call.callee, "RTP/AVP", ""));
        NgDict reply = call.request(NgDict.builder().put("command", "query"));
        assertThat(reply.toString()).contains("crypto suite").contains("AES_CM_128_HMAC_SHA1_32").contains("SDES");
    }
}
