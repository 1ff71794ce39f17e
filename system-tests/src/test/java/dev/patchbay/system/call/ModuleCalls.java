package dev.patchbay.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.media.RtpPeer;
import dev.patchbay.system.media.Tone;
import dev.patchbay.system.sip.Sipp;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The calls that must work with every Kamailio module, between sipp user agents. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class ModuleCalls {
    static final String FLAGS = "replace-origin replace-session-connection";
    static final double CALLER_HZ = 440;
    static final double CALLEE_HZ = 700;
    static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A little more than half a second of sound. */
    static final int ENOUGH_PACKETS = 30;
    private static final int ENOUGH_SAMPLES = 4000;

    private final String module;
    private CallLab lab;

    ModuleCalls(String module) {
        this.module = module;
    }

    @BeforeAll
    void openLab() throws Exception {
        lab = CallLab.open(module);
    }

    @AfterAll
    void closeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    final CallLab lab() {
        return lab;
    }

    @Test
    void shouldCarrySoundBothWays() throws Exception {
        try (RtpPeer caller = callerPeer(33000);
                RtpPeer callee = calleePeer(32000);
                Sipp b = lab.callee("callee-basic", "basic", 32000);
                Sipp a = lab.caller("caller-basic", "basic", FLAGS, 33000)) {
            InetSocketAddress towardsCaller = SdpText.audio(b.awaitMessage("INVITE", 1));
            InetSocketAddress towardsCallee = SdpText.audio(a.awaitMessage("SIP/2.0 200", 1));
            assertThat(towardsCaller.getAddress().getHostAddress()).isEqualTo(CallLab.RELAY4);
            assertThat(towardsCallee.getAddress().getHostAddress()).isEqualTo(CallLab.RELAY4);
            talk(caller, towardsCallee, callee, towardsCaller);
            a.step(1);
            a.awaitSuccess();
            b.awaitSuccess();
        }
        awaitNoCall("basic-1");
    }

    @Test
    void shouldHoldAndResume() throws Exception {
        try (RtpPeer caller = callerPeer(33010);
                RtpPeer callee = calleePeer(32010);
                Sipp b = lab.callee("callee-hold", "hold", 32010);
                Sipp a = lab.caller("caller-hold", "hold", FLAGS, 33010)) {
            InetSocketAddress towardsCaller = SdpText.audio(b.awaitMessage("INVITE", 1));
            InetSocketAddress towardsCallee = SdpText.audio(a.awaitMessage("SIP/2.0 200", 1));
            talk(caller, towardsCallee, callee, towardsCaller);

            a.step(1);
            String hold = b.awaitMessage("INVITE", 2);
            assertThat(SdpText.direction(hold)).isEqualTo("sendonly");
            assertThat(SdpText.audio(hold)).isEqualTo(towardsCaller);
            String held = a.awaitMessage("SIP/2.0 200", 2);
            assertThat(SdpText.direction(held)).isEqualTo("recvonly");
            assertThat(SdpText.audio(held)).isEqualTo(towardsCallee);
            callee.awaitReceived(callee.packetsReceived() + ENOUGH_PACKETS, PATIENCE);

            a.step(1);
            String resume = b.awaitMessage("INVITE", 3);
            assertThat(SdpText.direction(resume)).isEqualTo("sendrecv");
            assertThat(SdpText.audio(resume)).isEqualTo(towardsCaller);
            a.awaitMessage("SIP/2.0 200", 3);
            talk(caller, towardsCallee, callee, towardsCaller);

            a.step(1);
            a.awaitSuccess();
            b.awaitSuccess();
        }
        awaitNoCall("hold-1");
    }

    @Test
    void shouldCarryEarlyMedia() throws Exception {
        try (RtpPeer caller = callerPeer(33020);
                RtpPeer callee = calleePeer(32020);
                Sipp b = lab.callee("callee-early", "early", 32020);
                Sipp a = lab.caller("caller-basic", "early", FLAGS, 33020)) {
            InetSocketAddress towardsCaller = SdpText.audio(b.awaitMessage("INVITE", 1));
            InetSocketAddress early = SdpText.audio(a.awaitMessage("SIP/2.0 183", 1));
            callee.startSending(towardsCaller, CALLEE_HZ);
            caller.awaitReceived(ENOUGH_PACKETS, PATIENCE);
            assertThat(Tone.isHeard(caller.newestSound(ENOUGH_SAMPLES), CALLEE_HZ)).isTrue();

            b.step(1);
            InetSocketAddress towardsCallee = SdpText.audio(a.awaitMessage("SIP/2.0 200", 1));
            assertThat(towardsCallee).isEqualTo(early);
            talk(caller, towardsCallee, callee, towardsCaller);
            a.step(1);
            a.awaitSuccess();
            b.awaitSuccess();
        }
        awaitNoCall("early-1");
    }

    @Test
    void shouldEndWhenCallerGivesUp() throws Exception {
        try (Sipp b = lab.callee("callee-cancel", "cancel", 32030);
                Sipp a = lab.caller("caller-cancel", "cancel", FLAGS, 33030)) {
            a.awaitMessage("SIP/2.0 180", 1);
            assertThat(lab.calls().stream().map(String::valueOf)).contains("cancel-1");
            a.step(1);
            a.awaitSuccess();
            b.awaitSuccess();
        }
        awaitNoCall("cancel-1");
    }

    @Test
    void shouldEndWhenCalleeRefuses() throws Exception {
        try (Sipp b = lab.callee("callee-busy", "busy", 32040);
                Sipp a = lab.caller("caller-rejected", "busy", FLAGS, 33040)) {
            a.awaitSuccess();
            b.awaitSuccess();
        }
        awaitNoCall("busy-1");
    }

    @Test
    void shouldCarryTenCallsAtOnce() throws Exception {
        Integer[] callerPorts = IntStream.range(0, 10).mapToObj(i -> 33100 + 2 * i).toArray(Integer[]::new);
        Integer[] calleePorts = IntStream.range(0, 10).mapToObj(i -> 32100 + 2 * i).toArray(Integer[]::new);
        List<RtpPeer> peers = new ArrayList<>();
        try (Sipp b = lab.callee("callee-basic", "ten", calleePorts);
                Sipp a = lab.caller("caller-basic", "ten", FLAGS, callerPorts)) {
            a.awaitMessage("SIP/2.0 200", 10);
            List<String> invites = firstPerCall(b.received(), "INVITE");
            for (int i = 0; i < 10; i++) {
                String callId = "ten-" + (i + 1);
                int atCallee = indexOf(callId, invites);
                RtpPeer caller = callerPeer(callerPorts[i]);
                peers.add(caller);
                RtpPeer callee = calleePeer(calleePorts[atCallee]);
                peers.add(callee);
                List<String> answers = firstPerCall(a.received(), "SIP/2.0 200");
                caller.startSending(SdpText.audio(answers.get(indexOf(callId, answers))), 400 + 50 * i);
                callee.startSending(SdpText.audio(invites.get(atCallee)), 1000 + 50 * i);
            }
            for (RtpPeer peer : peers) {
                peer.awaitReceived(2 * ENOUGH_PACKETS, PATIENCE);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(Tone.isHeard(peers.get(2 * i).newestSound(ENOUGH_SAMPLES), 1000 + 50 * i)).as("caller %d", i).isTrue();
                assertThat(Tone.isHeard(peers.get(2 * i + 1).newestSound(ENOUGH_SAMPLES), 400 + 50 * i)).as("callee %d", i).isTrue();
            }
            for (int i = 1; i <= 10; i++) {
                a.step(i);
            }
            a.awaitSuccess();
            b.awaitSuccess();
        } finally {
            peers.forEach(RtpPeer::close);
        }
        for (int i = 1; i <= 10; i++) {
            awaitNoCall("ten-" + i);
        }
    }

    /** Both send their tone, both must hear the other's; then both are silent again. */
    final void talk(RtpPeer caller, InetSocketAddress towardsCallee, RtpPeer callee, InetSocketAddress towardsCaller) {
        callee.stopSending();
        caller.stopSending();
        int callerHeard = caller.packetsReceived();
        int calleeHeard = callee.packetsReceived();
        caller.startSending(towardsCallee, CALLER_HZ);
        callee.startSending(towardsCaller, CALLEE_HZ);
        caller.awaitReceived(callerHeard + ENOUGH_PACKETS, PATIENCE);
        callee.awaitReceived(calleeHeard + ENOUGH_PACKETS, PATIENCE);
        assertThat(Tone.isHeard(caller.newestSound(ENOUGH_SAMPLES), CALLEE_HZ)).as("caller hears callee").isTrue();
        assertThat(Tone.isHeard(callee.newestSound(ENOUGH_SAMPLES), CALLER_HZ)).as("callee hears caller").isTrue();
    }

    /** The first message of each call that begins so; retransmissions do not count. */
    private static List<String> firstPerCall(List<String> messages, String start) {
        Map<String, String> byCall = new LinkedHashMap<>();
        messages.stream().filter(message -> message.startsWith(start)).forEach(message -> byCall.putIfAbsent(callId(message), message));
        return List.copyOf(byCall.values());
    }

    private static int indexOf(String callId, List<String> messages) {
        return messages.stream().map(ModuleCalls::callId).toList().indexOf(callId);
    }

    private static String callId(String message) {
        return message.lines().filter(line -> line.startsWith("Call-ID: ")).findFirst().orElseThrow().substring("Call-ID: ".length());
    }

    final RtpPeer callerPeer(int port) throws Exception {
        return CallLab.peer(lab.callerHost(), CallLab.CALLER4, port);
    }

    final RtpPeer calleePeer(int port) throws Exception {
        return CallLab.peer(lab.calleeHost(), CallLab.CALLEE4, port);
    }

    final void awaitNoCall(String callId) {
        Awaitility.await("relay forgets " + callId).atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> !lab.calls().contains(callId));
    }
}
