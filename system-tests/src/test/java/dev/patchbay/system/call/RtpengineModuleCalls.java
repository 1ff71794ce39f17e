package dev.patchbay.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.media.RtpPeer;
import dev.patchbay.system.sip.Sipp;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** All that every module must do, and what only the functions of the rtpengine module can say. */
abstract class RtpengineModuleCalls extends ModuleCalls {
    RtpengineModuleCalls(String module) {
        super(module);
    }

    @Test
    void shouldCarryLateOffer() throws Exception {
        try (RtpPeer caller = callerPeer(33200);
                RtpPeer callee = calleePeer(32200);
                Sipp b = lab().callee("callee-late", "late", 32200);
                Sipp a = lab().caller("caller-late", "late", FLAGS, 33200)) {
            InetSocketAddress towardsCallee = SdpText.audio(a.awaitMessage("SIP/2.0 200", 1));
            InetSocketAddress towardsCaller = SdpText.audio(b.awaitMessage("ACK", 1));
            assertThat(towardsCaller.getAddress().getHostAddress()).isEqualTo(CallLab.RELAY4);
            talk(caller, towardsCallee, callee, towardsCaller);
            a.step(1);
            a.awaitSuccess();
            b.awaitSuccess();
        }
        awaitNoCall("late-1");
    }

    @Test
    void shouldBridgeIp6CallerToIp4Callee() throws Exception {
        try (RtpPeer caller = CallLab.peer(lab().callerHost(), CallLab.CALLER6, 33210);
                RtpPeer callee = calleePeer(32210);
                Sipp b = lab().callee("callee-basic", "six", 32210);
                Sipp a = lab().caller6("caller-basic", "six", FLAGS + " address-family=IP4", 33210)) {
            InetSocketAddress towardsCaller = SdpText.audio(b.awaitMessage("INVITE", 1));
            InetSocketAddress towardsCallee = SdpText.audio(a.awaitMessage("SIP/2.0 200", 1));
            assertThat(towardsCaller.getAddress().getHostAddress()).isEqualTo(CallLab.RELAY4);
            assertThat(towardsCallee.getAddress()).isEqualTo(CallLab.PROXY6.getAddress());
            talk(caller, towardsCallee, callee, towardsCaller);
            a.step(1);
            a.awaitSuccess();
            b.awaitSuccess();
        }
        awaitNoCall("six-1");
    }

    @Test
    void shouldBridgeTwoInterfaces() throws Exception {
        try (RtpPeer caller = callerPeer(33220);
                RtpPeer callee = calleePeer(32220);
                Sipp b = lab().callee("callee-basic", "bridge", 32220);
                Sipp a = lab().caller("caller-basic", "bridge", FLAGS + " direction=left direction=right", 33220)) {
            InetSocketAddress towardsCaller = SdpText.audio(b.awaitMessage("INVITE", 1));
            InetSocketAddress towardsCallee = SdpText.audio(a.awaitMessage("SIP/2.0 200", 1));
            assertThat(towardsCaller.getAddress().getHostAddress()).isEqualTo(CallLab.RELAY_RIGHT);
            assertThat(towardsCallee.getAddress().getHostAddress()).isEqualTo(CallLab.RELAY_LEFT);
            talk(caller, towardsCallee, callee, towardsCaller);
            assertThat(callee.lastSource()).isEqualTo(towardsCaller);
            assertThat(caller.lastSource()).isEqualTo(towardsCallee);
            a.step(1);
            a.awaitSuccess();
            b.awaitSuccess();
        }
        awaitNoCall("bridge-1");
    }

    @Test
    void shouldCountWhatWasSent() throws Exception {
        try (RtpPeer caller = callerPeer(33230);
                RtpPeer callee = calleePeer(32230);
                Sipp b = lab().callee("callee-basic", "count", 32230);
                Sipp a = lab().caller("caller-basic", "count", FLAGS, 33230)) {
            InetSocketAddress towardsCaller = SdpText.audio(b.awaitMessage("INVITE", 1));
            InetSocketAddress towardsCallee = SdpText.audio(a.awaitMessage("SIP/2.0 200", 1));
            talk(caller, towardsCallee, callee, towardsCaller);
            int byCaller = caller.stopSending();
            int byCallee = callee.stopSending();
            Awaitility.await("all packets through").atMost(PATIENCE).until(() -> callee.packetsReceived() == byCaller && caller.packetsReceived() == byCallee);
            Map<String, Object> query = lab().query("count-1");
            Map<?, ?> rtp = (Map<?, ?>) ((Map<?, ?>) query.get("totals")).get("RTP");
            assertThat(rtp.get("packets")).as("totals in %s", query).isEqualTo((long) byCaller + byCallee);
            assertThat(rtp.get("bytes")).isEqualTo(172L * (byCaller + byCallee));
            assertThat(rtp.get("errors")).isEqualTo(0L);
            assertThat(packetsByTag(query)).isEqualTo(Map.of("a1", (long) byCaller, "b1", (long) byCallee));
            a.step(1);
            a.awaitSuccess();
            b.awaitSuccess();
        }
    }

    @Test
    void shouldNotFollowOldSourceAfterMediaMoved() throws Exception {
        try (RtpPeer before = callerPeer(33300);
                RtpPeer after = callerPeer(33300 + Sipp.MOVED_BY);
                RtpPeer callee = calleePeer(32300);
                Sipp b = lab().callee("callee-move", "move", 32300);
                Sipp a = lab().caller("caller-move", "move", FLAGS, 33300)) {
            InetSocketAddress towardsCaller = SdpText.audio(b.awaitMessage("INVITE", 1));
            InetSocketAddress towardsCallee = SdpText.audio(a.awaitMessage("SIP/2.0 200", 1));
            talk(before, towardsCallee, callee, towardsCaller);
            // Old and callee's media go on through the re-INVITE, as phones do.
            a.step(1);
            callee.stopSending();
            callee.startSending(SdpText.audio(b.awaitMessage("INVITE", 2)), CALLEE_HZ);
            a.awaitMessage("SIP/2.0 200", 2);
            int late = before.packetsReceived();
            after.awaitReceived(ENOUGH_PACKETS, PATIENCE);
            assertThat(before.packetsReceived() - late).as("packets to the old port after the answer").isLessThanOrEqualTo(1);
            before.stopSending();
            a.step(1);
            a.awaitSuccess();
            b.awaitSuccess();
        }
    }

    private static Map<String, Long> packetsByTag(Map<String, Object> query) {
        Map<String, Long> packets = new HashMap<>();
        ((Map<?, ?>) query.get("tags")).forEach((tag, party) -> {
            Map<?, ?> media = (Map<?, ?>) ((List<?>) ((Map<?, ?>) party).get("medias")).getFirst();
            Map<?, ?> rtp = (Map<?, ?>) ((List<?>) media.get("streams")).getFirst();
            packets.put(String.valueOf(tag), (Long) ((Map<?, ?>) rtp.get("stats")).get("packets"));
        });
        return packets;
    }
}
