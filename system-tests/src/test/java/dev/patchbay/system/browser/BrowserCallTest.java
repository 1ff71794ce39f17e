package dev.patchbay.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A browser calls a phone that knows nothing but RTP, over hosts of their own; both hear each other's tone, over re-offers as well. */
@Timeout(300)
class BrowserCallTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static int number(Map<String, Object> report, String key) {
        return report.get(key) instanceof Number number ? number.intValue() : 0;
    }

    private static boolean isHeard(Map<String, Object> report, int sections) {
        List<?> peaks = (List<?>) report.get("peaksHz");
        for (int index = 0; index < sections; index++) {
            int wantedHz = BridgedCall.PHONE_HZ * (index + 1);
            if (peaks.stream().noneMatch(peak -> Math.abs(((Number) peak).intValue() - wantedHz) < 20)) {
                return false;
            }
        }
        return true;
    }

    private static void assertBothHear(BridgedCall call, BrowserPage page, int sections, String step) {
        await(step + ": the browser hears the phone").atMost(PATIENCE).pollInterval(Duration.ofMillis(300))
                .until(() -> isHeard(page.report(step), sections));
        await(step + ": the phone hears the browser").atMost(PATIENCE).until(call::hearsBrowser);
    }

    @Test
    void shouldLetABrowserAndAPhoneHearEachOther() throws Exception {
        try (BrowserLab lab = BrowserLab.open()) {
            BridgedCall call = new BridgedCall(lab);
            try (BrowserPage page = new BrowserPage(lab.browserHost(), call)) {
                page.negotiate("first");
                assertThat(call.offered()).contains("RTP/AVP 0")
                        .doesNotContain("a=ice-", "a=fingerprint", "a=candidate", "a=rtcp-mux", "a=group");
                assertBothHear(call, page, 1, "first");
                Map<String, Object> report = page.report("first");
                assertThat(report).containsEntry("connection", "connected").containsEntry("dtls", "connected")
                        .containsEntry("local", BrowserLab.BROWSER).containsEntry("remote", BrowserLab.RELAY_OUTSIDE);
                assertThat(report).as("DTLS 1.2").containsEntry("tlsVersion", "FEFD");
                assertThat(String.valueOf(report.get("srtpCipher"))).matches("(SRTP_)?AE.*");
                assertThat(lab.cli("list security")).containsPattern("DTLS handshakes that brought keys +:1\n");

                hold(call, page);
                resume(call, page);
                assertNothingIsLost(call, page);
            }
        }
    }

    private static void hold(BridgedCall call, BrowserPage page) throws Exception {
        page.setDirection("inactive");
        call.answerWith("inactive");
        page.negotiate("hold");
        await("the phone hears nothing more").atMost(PATIENCE).until(() -> {
            int before = call.phone().packetsReceived();
            page.report("hold");
            page.report("hold");
            return call.phone().packetsReceived() == before;
        });
    }

    private static void resume(BridgedCall call, BrowserPage page) throws Exception {
        page.setDirection("sendrecv");
        call.answerWith("sendrecv");
        page.negotiate("resume");
        call.phone().awaitReceived(call.phone().packetsReceived() + 50, PATIENCE);
        assertBothHear(call, page, 1, "resume");
        assertThat(page.report("resume")).containsEntry("connection", "connected");
    }

    /** By the browser's own statistics and the phone's count, over some seconds. */
    private static void assertNothingIsLost(BridgedCall call, BrowserPage page) throws Exception {
        Map<String, Object> before = page.report("statistics");
        int sentByPhone = call.phone().packetsSent();
        int heardByPhone = call.phone().packetsReceived();
        await().atMost(PATIENCE).until(() -> call.phone().packetsSent() - sentByPhone >= 150);
        Map<String, Object> after = page.report("statistics");
        int received = number(after, "packetsReceived") - number(before, "packetsReceived");
        assertThat(received).as("of what the phone sent").isBetween(130, call.phone().packetsSent() - sentByPhone + 10);
        assertThat(number(after, "packetsLost") - number(before, "packetsLost")).as("a browser short of time may lose one").isLessThan(3);
        int sent = number(after, "packetsSent") - number(before, "packetsSent");
        assertThat(call.phone().packetsReceived() - heardByPhone).as("of what the browser sent").isBetween(sent - 25, sent + 25);
        assertThat(number(after, "jitterMs")).isLessThan(100);
    }

    @Tag("long")
    @Test
    void shouldTakeCandidatesThatFollowTheOfferAndRestartIce() throws Exception {
        try (BrowserLab lab = BrowserLab.open()) {
            BridgedCall call = new BridgedCall(lab);
            try (BrowserPage page = new BrowserPage(lab.browserHost(), call)) {
                page.trickle("first");
                assertThat(call.offerOfBrowser()).contains("a=ice-options:trickle").doesNotContain("a=candidate");
                assertBothHear(call, page, 1, "first");
                // Checks may come before the candidate is signalled.
                await("a signalled pair in use").atMost(PATIENCE).untilAsserted(() -> assertSignalledPairInUse(lab));
                assertThat(call.fragments()).isPositive();

                int fragments = call.fragments();
                page.trickle("restart");
                await("candidates of the restart").atMost(PATIENCE).until(() -> call.fragments() > fragments);
                await("a pair of the restart in use").atMost(PATIENCE).untilAsserted(() -> assertSignalledPairInUse(lab));
                call.phone().awaitReceived(call.phone().packetsReceived() + 50, PATIENCE);
                assertBothHear(call, page, 1, "restart");
                assertThat(page.report("restart")).containsEntry("connection", "connected").containsEntry("dtls", "connected");
                assertThat(lab.cli("list security")).as("no new handshake").containsPattern("DTLS handshakes that brought keys +:1\n");
            }
        }
    }

    /** The relay knows the browser's candidate by a fragment, not only by its checks. */
    private static void assertSignalledPairInUse(BrowserLab lab) throws Exception {
        assertThat(lab.cli("explain browser").lines().toList())
                .anyMatch(line -> line.contains("to " + BrowserLab.BROWSER + ":") && line.contains("(host) succeeded, in use"));
    }

    /** The relay gives every section ports of its own, so it does not take part in the browser's bundle; the browser must not mind. */
    @Tag("long")
    @Test
    void shouldAddASectionToACallOfABundlingBrowser() throws Exception {
        try (BrowserLab lab = BrowserLab.open()) {
            BridgedCall call = new BridgedCall(lab);
            try (BrowserPage page = new BrowserPage(lab.browserHost(), call)) {
                page.negotiate("first");
                assertThat(call.offerOfBrowser()).contains("a=group:BUNDLE 0");
                assertBothHear(call, page, 1, "first");

                page.addSection();
                page.negotiate("second");
                assertThat(call.offerOfBrowser()).contains("a=group:BUNDLE 0 1");
                assertThat(call.offered()).doesNotContain("a=group:BUNDLE");
                assertBothHear(call, page, 2, "second");
                assertThat(page.report("second")).containsEntry("connection", "connected");
            }
        }
    }

    /** The relay's answer leads the browser to a tap, and the browser's own candidates are kept from the relay: there is no other way. */
    private static final class TappedCall implements BrowserPage.Signalling {
        private static final Pattern CANDIDATE = Pattern.compile("(a=candidate:\\S+ 1 UDP \\d+ " + BrowserLab.RELAY_OUTSIDE + " )(\\d+)( typ host)");

        private final BrowserLab lab;
        private final HelloTap.Fate fate;
        private final BridgedCall call;
        private volatile HelloTap tap;

        TappedCall(BrowserLab lab, HelloTap.Fate fate) {
            this.lab = lab;
            this.fate = fate;
            // The relay is the server, so that the hello is the browser's.
            this.call = new BridgedCall(lab, Map.of("DTLS", "passive"));
        }

        @Override
        public String answer(String offer) throws IOException {
            String answer = call.answer(offer.replaceAll("a=candidate:.*\r\n", ""));
            Matcher candidate = CANDIDATE.matcher(answer);
            assertThat(candidate.find()).as(answer).isTrue();
            try {
                tap = lab.tap(Integer.parseInt(candidate.group(2)), fate);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return candidate.replaceAll("$1" + tap.port() + "$3");
        }

        @Override
        public void trickle(String fragment) {
            throw new AssertionError("not asked for: " + fragment);
        }
    }

    @Tag("long")
    @ParameterizedTest(name = "parts of the hello: {0}")
    @EnumSource
    void shouldAgreeOnDtls12WithABrowserThatOffers13(HelloTap.Fate fate) throws Exception {
        try (BrowserLab lab = BrowserLab.open()) {
            TappedCall tapped = new TappedCall(lab, fate);
            try (BrowserPage page = new BrowserPage(lab.browserHost(), tapped)) {
                page.negotiate("tapped");
                assertBothHear(tapped.call, page, 1, "tapped");
                assertThat(tapped.tap.offeredVersions()).contains(HelloTap.DTLS_13);
                assertThat(tapped.tap.partsSeen()).as("datagrams of the hello").isEqualTo(2);
                assertThat(page.report("tapped")).containsEntry("tlsVersion", "FEFD").containsEntry("dtls", "connected");
            }
        }
    }
}
