package dev.patchbay.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.relay.PortRange;
import dev.patchbay.relay.Relay;
import dev.patchbay.relay.RelayOptions;
import dev.patchbay.system.media.G711;
import dev.patchbay.system.media.RtpPeer;
import dev.patchbay.system.media.Tone;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.relay.NgClient;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A browser calls a phone that knows nothing but RTP; both hear each other's tone, before a hold and after it. */
@Timeout(300)
class BrowserCallTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BROWSER_HZ = 440;
    private static final int PHONE_HZ = 1000;
    private static final int JUDGED_SAMPLES = Tone.SAMPLE_RATE_HZ / 2;
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");

    /** The phone's side of the call, and the signalling between it and the browser. */
    private static final class Call implements AutoCloseable {
        private final Relay relay;
        private final NgClient ng;
        private final RtpPeer phone;
        private String direction = "sendrecv";
        private int version = 1;
        volatile String offered = "";

        Call() throws IOException {
            relay = Relay.start(RelayOptions.onLoopback(0).withPorts(new PortRange(36000, 36999)));
            InetSocketAddress control = relay.ngAddress().orElseThrow().toInetSocketAddress();
            ng = new NgClient(new DatagramSocket(new InetSocketAddress("127.0.0.1", 0)), control);
            phone = RtpPeer.open(new InetSocketAddress("127.0.0.1", 0), G711.PCMU, 0x1234);
        }

        synchronized String answer(String offer) throws IOException {
            Map<String, Object> offerReply = ng.request(Map.of(
                    "command", "offer", "call-id", "browser", "from-tag", "b", "sdp", offer,
                    "transport-protocol", "RTP/AVP", "ICE", "remove", "rtcp-mux", List.of("demux"), "flags", List.of("strip-extmap")));
            offered = String.valueOf(offerReply.get("sdp"));
            Matcher port = PORT.matcher(offered);
            assertThat(port.find()).as("%s", offerReply).isTrue();
            if (phone.packetsSent() == 0) {
                phone.startSending(new InetSocketAddress("127.0.0.1", Integer.parseInt(port.group(1))), PHONE_HZ);
            }
            String body = "v=0\r\no=- 1 " + version++ + " IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + phone.port()
                    + " RTP/AVP 0\r\na=" + direction + "\r\n";
            Map<String, Object> answerReply = ng.request(Map.of(
                    "command", "answer", "call-id", "browser", "from-tag", "b", "to-tag", "p", "sdp", body, "ICE", "force"));
            assertThat(answerReply.get("result")).as("%s", answerReply).isEqualTo("ok");
            return String.valueOf(answerReply.get("sdp"));
        }

        void answerWith(String next) {
            direction = next;
        }

        boolean hearsBrowser() {
            return Tone.isHeard(phone.newestSound(JUDGED_SAMPLES), BROWSER_HZ);
        }

        @Override
        public void close() {
            phone.close();
            ng.close();
            relay.close();
        }
    }

    private static int number(Map<String, Object> report, String key) {
        return report.get(key) instanceof Number number ? number.intValue() : 0;
    }

    private static void assertBothHear(Call call, BrowserPage page, String step) {
        await(step + ": the browser hears the phone").atMost(PATIENCE).pollInterval(Duration.ofMillis(300))
                .until(() -> Math.abs(number(page.report(step), "peakHz") - PHONE_HZ) < 20);
        await(step + ": the phone hears the browser").atMost(PATIENCE).until(call::hearsBrowser);
    }

    @Test
    void shouldLetABrowserAndAPhoneHearEachOther() throws Exception {
        Prerequisites.programs("chromium");
        try (Call call = new Call(); BrowserPage page = new BrowserPage(call::answer)) {
            page.negotiate("first");
            assertThat(call.offered).contains("RTP/AVP 0").doesNotContain("a=ice-", "a=fingerprint", "a=candidate", "a=rtcp-mux");
            assertBothHear(call, page, "first");
            Map<String, Object> report = page.report("first");
            assertThat(report).containsEntry("connection", "connected").containsEntry("dtls", "connected");
            assertThat(report).as("DTLS 1.2").containsEntry("tlsVersion", "FEFD");
            assertThat(String.valueOf(report.get("srtpCipher"))).matches("(SRTP_)?AE.*");

            page.setDirection("inactive");
            call.answerWith("inactive");
            page.negotiate("hold");
            await("the phone hears nothing more").atMost(PATIENCE).until(() -> {
                int before = call.phone.packetsReceived();
                page.report("hold");
                page.report("hold");
                return call.phone.packetsReceived() == before;
            });

            page.setDirection("sendrecv");
            call.answerWith("sendrecv");
            page.negotiate("resume");
            int heardBefore = call.phone.packetsReceived();
            call.phone.awaitReceived(heardBefore + 50, PATIENCE);
            assertBothHear(call, page, "resume");
            assertThat(page.report("resume")).containsEntry("connection", "connected");
        }
    }
}
