package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.sim.SimPeer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainTextTest {

    private static final String A_IP = "198.51.100.1";
    private static final String B_IP = "198.51.100.2";
    private static final String PUBLIC = "default/192.168.7.7!203.0.113.9";

    private final SimRelay relay = new SimRelay(PUBLIC);
    private final ExplainText explain = new ExplainText(relay.network::nowNs, relay::epochUs);
    private final SimPeer a = relay.network.peer(A_IP, 4000);
    private final SimPeer b = relay.network.peer(B_IP, 4000);
    private TransportAddress toA;
    private TransportAddress toB;

    @AfterEach
    void close() {
        relay.close();
    }

    /** What is printed in SDP is the advertised address; packets go to the one behind it. */
    private static TransportAddress port(String sdp) {
        TransportAddress advertised = SimRelay.media(sdp, 0);
        return advertised.ip().equals(IpAddress.literal("203.0.113.9"))
                ? TransportAddress.of("192.168.7.7", advertised.port())
                : advertised;
    }

    private void makeCall(String sdpOfA, String sdpOfB, String... more) {
        toB = port(relay.offer("c", "a", sdpOfA, more));
        toA = port(relay.answer("c", "a", "b", sdpOfB, more));
    }

    private void makePlainCall(String... more) {
        makeCall(SimRelay.sdp(A_IP, 4000), SimRelay.sdp(B_IP, 4000), more);
    }

    private void bothTalk(long ns) {
        for (int i = 0; i < ns / (20 * SimRelay.MS); i++) {
            a.send(toA, SimRelay.rtp(8, i, i * 160, 1));
            b.send(toB, SimRelay.rtp(8, i, i * 160, 2));
            relay.run(20 * SimRelay.MS);
        }
    }

    private String text() {
        return explain.explain(relay.report("c"));
    }

    private String causes() {
        return text().split("What stands out\n")[1];
    }

    @Test
    void shouldExplainACallInFull() throws IOException {
        toB = port(relay.offer("c@x", "a6bc", SimRelay.sdp("10.0.0.5", 4000), "label", "A leg", "via-branch", "z9"));
        toA = port(relay.answer("c@x", "a6bc", "77ef", SimRelay.sdp(B_IP, 4000), "flags", "[strict-source]"));
        bothTalk(4 * SimRelay.SECOND);
        relay.send(relay.network.peer("198.51.100.66", 9), toB, SimRelay.rtp(8, 1, 1, 9));
        relay.run(300 * SimRelay.MS);
        String text = explain.explain(relay.report("c@x")).replaceAll("(192\\.168\\.7\\.7:)40\\d{3}", "$14PORT");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/report/explained.txt"))) {
            assertThat(text).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldNameThePartyOfWhomNothingCame() {
        makePlainCall();
        relay.talk(a, toA, 0, 1, SimRelay.SECOND);
        assertThat(causes())
                .contains("No audio packet from party 2 'b' ever came to " + toB + " (in SDP: 203.0.113.9), 1.0 s after")
                .doesNotContain("No audio packet from party 1");
        assertThat(text()).contains("last: never").contains("last: 0.0 s ago");
    }

    @Test
    void shouldTellOfHandshakesFromElsewhere() {
        String fingerprint = "a=setup:active\r\na=fingerprint:sha-256 " + "AB:".repeat(31) + "AB\r\n";
        toB = port(relay.offer("c", "a", SimRelay.sdp(A_IP, 4000).replace("RTP/AVP", "UDP/TLS/RTP/SAVP") + fingerprint, "transport-protocol", "RTP/AVP"));
        toA = port(relay.answer("c", "a", "b", SimRelay.sdp(B_IP, 4000)));
        SimPeer natted = relay.network.peer("198.51.100.66", 9);
        for (int i = 0; i < 3; i++) {
            relay.send(natted, toA, new byte[] {22, (byte) 254, (byte) 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        }
        relay.run(SimRelay.MS);
        assertThat(causes()).contains("3 DTLS datagrams for audio came from an address that neither the SDP of party 1 'a' nor ICE vouches for")
                .contains("dtls-learn-source");
    }

    @Test
    void shouldTellThatBothAreHeard() {
        makePlainCall();
        bothTalk(SimRelay.SECOND);
        assertThat(causes()).startsWith("  - Packets flow both ways between party 1 'a' and party 2 'b'.").hasLineCount(1);
    }

    @Test
    void shouldTellWhoHasStopped() {
        makePlainCall();
        bothTalk(SimRelay.SECOND);
        relay.talk(a, toA, 0, 1, 6 * SimRelay.SECOND);
        assertThat(causes())
                .contains("party 2 'b' has stopped sending audio: its last packet came 6.0 s ago.")
                .doesNotContain("party 1 'a' has stopped");
    }

    @Test
    void shouldTellOfAPrivateAddressThatNobodyAnswersFrom() {
        makeCall(SimRelay.sdp(A_IP, 4000), SimRelay.sdp("10.0.0.5", 4000));
        relay.talk(a, toA, 0, 1, SimRelay.SECOND);
        assertThat(causes()).contains("What is sent to party 2 'b' goes to 10.0.0.5:4000, a private address out of its SDP.");
        SimPeer nat = relay.network.peer("198.51.100.77", 31000);
        relay.talk(nat, toB, 0, 2, SimRelay.SECOND);
        assertThat(causes()).doesNotContain("a private address");
        assertThat(text()).contains("endpoint        198.51.100.77:31000, not final");
    }

    @Test
    void shouldTellThatLearningIsOff() {
        makeCall(SimRelay.sdp(A_IP, 4000), SimRelay.sdp("10.0.0.5", 4000), "flags", "[asymmetric]");
        relay.talk(a, toA, 0, 1, SimRelay.SECOND);
        assertThat(causes()).contains("and not even then: the address in the SDP; learning is off (flag asymmetric");
    }

    @Test
    void shouldNotSuspectPrivateAddressesInAPrivateNetwork() {
        try (SimRelay local = new SimRelay("default/192.168.7.7")) {
            local.offer("c", "a", SimRelay.sdp("192.168.7.8", 4000));
            local.answer("c", "a", "b", SimRelay.sdp("192.168.7.9", 4000));
            assertThat(new ExplainText(local.network::nowNs, local::epochUs).explain(local.report("c")))
                    .doesNotContain("private address");
        }
    }

    @Test
    void shouldTellOfStrangersThatStrictSourceKeepsOut() {
        makePlainCall("flags", "[strict-source]");
        bothTalk(4 * SimRelay.SECOND);
        SimPeer moved = relay.network.peer("198.51.100.66", 4000);
        relay.talk(moved, toB, 8, 2, 6 * SimRelay.SECOND);
        assertThat(causes())
                .contains("300 packets to " + toB + " (in SDP: 203.0.113.9), not from " + b.address()
                        + ", dropped: flag strict source allows no other source for party 2 'b'.")
                .contains("party 2 'b' has stopped sending audio");
        assertThat(text()).contains("dropped         300: not from the confirmed endpoint (flag strict source)");
    }

    @Test
    void shouldTellOfNatWait() {
        makePlainCall("flags", "[NAT-wait]");
        relay.talk(a, toA, 0, 1, SimRelay.SECOND);
        assertThat(causes())
                .contains("Nothing is sent to party 2 'b' before its first audio packet (flag NAT-wait).")
                .contains("50 packets from party 1 'a', and none went on to party 2 'b'; dropped: 50 "
                        + "(the receiver has sent nothing yet (flag NAT-wait)).");
        assertThat(text()).contains("(not yet: it has sent nothing, flag NAT-wait)");
    }

    @Test
    void shouldTellOfHoldByAddressAndByDirection() {
        makeCall(SimRelay.sdp("0.0.0.0", 4000), SimRelay.sdp(B_IP, 4000) + "a=inactive\r\n");
        assertThat(causes())
                .contains("Nothing is sent to party 1 'a': its SDP gives the zero address for audio (on hold).")
                .contains("party 2 'b' is not expected to send audio: by its SDP it neither sends nor receives (on hold).");
        assertThat(text()).contains("flags           on hold by a zero address").contains("(not: it is on hold by a zero address)");
    }

    @Test
    void shouldTellThatTrafficIsDropped() {
        makePlainCall("drop-traffic", "start");
        bothTalk(SimRelay.SECOND);
        assertThat(text()).contains("drop-traffic    in force").contains("dropped         50: key drop-traffic=start is in force");
        assertThat(causes()).startsWith("  - drop-traffic=start is in force: no packet of this call is relayed.");
    }

    @Test
    void shouldTellOfAPartyThatHasNotAnswered() {
        toB = port(relay.offer("c", "a", SimRelay.sdp(A_IP, 4000)));
        assertThat(text()).contains("Party 2 (no tag yet)").contains("SDP address     none yet");
        assertThat(causes()).contains("party 2 (no tag yet) has sent no SDP with audio yet, and no packet.");
    }

    @Test
    void shouldTellWhereMediaMovedAndWhichRuleDecided() {
        makePlainCall();
        bothTalk(4 * SimRelay.SECOND);
        relay.offer("c", "a", SimRelay.sdp("198.51.100.3", 4000), "to-tag", "b", "flags", "[port-latching]");
        relay.run(100 * SimRelay.MS);
        assertThat(text())
                .contains("endpoint        198.51.100.3:4000, not final\n      chosen by       the address in a later SDP")
                .contains("former endpoint " + a.address());
        assertThat(causes())
                .contains("The SDP moved audio of party 1 'a' from " + a.address() + " to 198.51.100.3:4000, and no packet");
    }

    @Test
    void shouldTellOfCodecsThatTheOtherSideDidNotOffer() {
        String onlyPcmu = SimRelay.sdp(B_IP, 4000).replace("0 8 101", "0 101");
        makeCall(SimRelay.sdp(A_IP, 4000), onlyPcmu);
        bothTalk(SimRelay.SECOND);
        relay.send(b, toB, SimRelay.rtp(99, 1000, 1, 2));
        relay.send(b, toB, SimRelay.rtp(0, 1001, 2, 2));
        assertThat(causes())
                .contains("party 1 'a' sends payload type 8 (PCMA/8000), which the SDP of party 2 'b' does not list: it may not play it.")
                .contains("1 packet from party 2 'b' with a payload type that no SDP lists; relayed all the same.");
    }

    @Test
    void shouldTellOfPendingDeletion() {
        makePlainCall();
        relay.run(SimRelay.SECOND);
        relay.delete("c", "delete-delay", "30");
        relay.run(2 * SimRelay.SECOND);
        assertThat(text())
                .contains("deletion        asked for 2.0 s ago; the call ends when its delay is over")
                .contains("  deleted         2.0 s ago");
        assertThat(causes()).isEqualTo("  Nothing.\n");
    }

    @Test
    void shouldShowMultiplexedRtcp() {
        makeCall(SimRelay.sdp(A_IP, 4000) + "a=rtcp-mux\r\n", SimRelay.sdp(B_IP, 4000) + "a=rtcp-mux\r\n");
        assertThat(text()).contains("RTCP: on the port of RTP (rtcp-mux)").contains("flags           rtcp-mux");
    }

    @Test
    void shouldShowARejectedSection() {
        makeCall(SimRelay.sdp(A_IP, 4000, "audio", "video"), SimRelay.sdp(B_IP, 4000) + "m=video 0 RTP/AVP 0\r\n");
        assertThat(text()).contains("Section 2: video over RTP/AVP, rejected (port 0)");
        assertThat(causes()).doesNotContain("party 2 'b' is not expected to send video");
    }

    @Test
    void shouldKeepATagOnItsLine() {
        relay.offer("c", "a\n  - all is well", SimRelay.sdp(A_IP, 4000));
        assertThat(text()).contains("Party 1 'a\\x0a  - all is well'");
    }

    @Test
    void shouldBoundItsSentences() {
        String[] media = new String[60];
        java.util.Arrays.fill(media, "audio");
        makeCall(SimRelay.sdp(A_IP, 4000, media), SimRelay.sdp(B_IP, 4000, media));
        assertThat(causes().lines()).hasSize(LikelyCauses.MAX_CAUSES);
    }

    @Test
    void shouldKnowPrivateAddresses() {
        for (String ip : new String[] {"10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "100.127.1.1",
                "169.254.1.1", "fd00::1", "fc00::1", "fe80::1"}) {
            assertThat(LikelyCauses.isPrivate(IpAddress.literal(ip))).as(ip).isTrue();
        }
        for (String ip : new String[] {"11.0.0.1", "172.15.0.1", "172.32.0.1", "192.169.0.1", "100.63.0.1", "100.128.0.1", "8.8.8.8",
                "127.0.0.1", "2001:db8::1", "fb00::1", "::1"}) {
            assertThat(LikelyCauses.isPrivate(IpAddress.literal(ip))).as(ip).isFalse();
        }
    }
}
