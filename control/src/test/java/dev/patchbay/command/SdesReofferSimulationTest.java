package dev.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.sdes.CryptoAttribute;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sim.SimNetwork;
import dev.patchbay.srtp.CryptoSuite;
import dev.patchbay.srtp.MasterKey;
import dev.patchbay.srtp.SentIndexes;
import dev.patchbay.srtp.SrtpParameters;
import dev.patchbay.srtp.SrtpReceiver;
import dev.patchbay.srtp.SrtpSender;
import dev.patchbay.srtp.SrtpStatus;
import dev.patchbay.srtp.SrtpWorkspace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Any order of re-offers, holds, new keys and packets between a phone with SDES and a plain one: what the relay encrypts never bears a
 * (key, SSRC, index) twice, and all of it can be opened. A failure names its seed.
 */
class SdesReofferSimulationTest {

    private static final int RUNS = 40;
    private static final int STEPS = 60;
    private static final long FIRST_SEED = 20_031;
    private static final CryptoSuite[] SUITES = {
        CryptoSuite.AES_CM_128_HMAC_SHA1_80, CryptoSuite.AES_CM_128_HMAC_SHA1_32, CryptoSuite.AEAD_AES_128_GCM, CryptoSuite.AES_256_CM_HMAC_SHA1_80
    };
    private static final Pattern CRYPTO = Pattern.compile("a=crypto:(\\d+) (\\S+) (.*)\r\n");

    @Test
    void shouldNeverUseAnIndexTwice() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            try (SimulatedCall call = new SimulatedCall()) {
                new Run(call, seed).go();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class Run {
        private final SimulatedCall call;
        private final Random random;
        private final SrtpWorkspace workspace = new SrtpWorkspace();
        /** What the phone has ever had for each key: a receiver refuses an index that it has seen. */
        private final Map<SrtpParameters, SrtpReceiver> receivers = new HashMap<>();
        private final Map<SrtpParameters, SrtpSender> senders = new HashMap<>();
        private final List<CryptoAttribute> usedLines = new ArrayList<>();
        private final int[] next = {65_400, 65_500};
        private int nextOfCaller = 65_450;
        private CryptoAttribute line;
        private SrtpParameters fromRelay;
        private RelayAddresses towardsCallee;
        private RelayAddresses towardsCaller;

        Run(SimulatedCall call, long seed) throws Exception {
            this.call = call;
            this.random = new Random(seed);
            this.line = freshLine();
            this.towardsCallee = RelayAddresses.in(offer("a=sendrecv\r\n"));
            String answered = answer();
            this.towardsCaller = RelayAddresses.in(answered);
            this.fromRelay = keyIn(answered);
        }

        void go() throws Exception {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> speak(random.nextInt(2), 1 + random.nextInt(30));
                    case 3 -> repeat(random.nextInt(2));
                    case 4 -> renegotiate(random.nextBoolean() ? "a=sendonly\r\n" : "a=sendrecv\r\n");
                    case 5 -> {
                        line = usedLines.size() > 2 && random.nextInt(3) == 0 ? usedLines.get(random.nextInt(usedLines.size())) : freshLine();
                        renegotiate("a=sendrecv\r\n");
                    }
                    case 6 -> {
                        // An offer that is not answered yet changes nothing.
                        CryptoAttribute former = line;
                        line = freshLine();
                        offer("a=sendrecv\r\n");
                        speak(random.nextInt(2), 5);
                        line = former;
                    }
                    default -> call.run(random.nextInt(6) * 1_000_000_000L);
                }
            }
            renegotiate("a=sendrecv\r\n");
            for (int source = 0; source < next.length; source++) {
                assertThat(speak(source, 20)).as("heard at the end").isEqualTo(20);
            }
            assertThat(speakBack(20)).as("heard by the plain phone").isEqualTo(20);
        }

        private CryptoAttribute freshLine() {
            CryptoSuite suite = SUITES[random.nextInt(SUITES.length)];
            CryptoAttribute fresh = new CryptoAttribute(1, SrtpParameters.of(suite, MasterKey.generate(suite, random)));
            usedLines.add(fresh);
            return fresh;
        }

        private String offer(String direction) {
            Attribute.Crypto printed = line.print(false, false);
            String lines = "a=crypto:" + printed.tag() + " " + printed.suite() + " " + printed.parameters() + "\r\n" + direction;
            NgDict.Builder keys = NgDict.builder().put("SDES", NgList.ofStrings(List.of())).put("transport-protocol", "RTP/AVP");
            return call.offer(
                    fromRelay == null ? keys : keys.put("to-tag", "b"), SimulatedCall.audio(call.caller.address(), "RTP/SAVP", lines));
        }

        private String answer() {
            return call.answer(NgDict.builder(), SimulatedCall.audio(call.callee.address(), "RTP/AVP", ""));
        }

        private void renegotiate(String direction) throws Exception {
            towardsCallee = RelayAddresses.in(offer(direction));
            String answered = answer();
            towardsCaller = RelayAddresses.in(answered);
            fromRelay = keyIn(answered);
        }

        private static SrtpParameters keyIn(String sdp) throws Exception {
            Matcher crypto = CRYPTO.matcher(sdp);
            assertThat(crypto.find()).as("a key in %s", sdp).isTrue();
            return CryptoAttribute.parse(new Attribute.Crypto(Integer.parseInt(crypto.group(1)), crypto.group(2), crypto.group(3))).parameters();
        }

        /** @return how many packets of the plain phone arrived */
        private int speak(int source, int packets) {
            int heard = 0;
            for (int i = 0; i < packets; i++) {
                heard += fromCallee(source, next[source]++);
            }
            return heard;
        }

        /** The plain phone sends other sound under numbers that it has used, as one that has begun anew does. */
        private void repeat(int source) {
            int back = 1 + random.nextInt(60);
            for (int number = next[source] - back; number < next[source]; number++) {
                fromCallee(source, number);
            }
        }

        private int fromCallee(int source, int number) {
            call.callee.send(towardsCallee.rtp(), rtp(0xb0 + source, number));
            call.settle();
            List<SimNetwork.Packet> arrived = call.caller.take();
            for (SimNetwork.Packet packet : arrived) {
                workspace.load(ByteBuffer.wrap(packet.bytes()), packet.bytes().length);
                SrtpReceiver receiver = receivers.computeIfAbsent(fromRelay, SrtpReceiver::new);
                assertThat(receiver.unprotectRtp(workspace)).as("number %d of source %d", number, source).isEqualTo(SrtpStatus.OK);
            }
            return arrived.size();
        }

        private int speakBack(int packets) {
            SrtpSender sender = senders.computeIfAbsent(line.parameters(), key -> new SrtpSender(key, new SentIndexes()));
            call.callee.take();
            for (int i = 0; i < packets; i++) {
                byte[] packet = rtp(0xa, nextOfCaller++);
                workspace.load(ByteBuffer.wrap(packet), packet.length);
                assertThat(sender.protectRtp(workspace)).isEqualTo(SrtpStatus.OK);
                byte[] secure = new byte[workspace.length()];
                workspace.buffer().get(0, secure);
                call.caller.send(towardsCaller.rtp(), secure);
                call.settle();
            }
            return call.callee.take().size();
        }

        private byte[] rtp(int ssrc, int number) {
            byte[] payload = new byte[160];
            random.nextBytes(payload);
            return ByteBuffer.allocate(172).put((byte) 0x80).put((byte) 0).putShort((short) number).putInt(number * 160).putInt(ssrc)
                    .put(payload).array();
        }
    }
}
