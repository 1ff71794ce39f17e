package dev.patchbay.system.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.kernel.KernelLab.LabCall;
import dev.patchbay.system.relay.RelayProcess;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls through the real daemon that the kernel takes over, and what may happen to them there. */
@Timeout(180)
class KernelForwardingTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    /** How long media may be gone when the network changes. */
    private static final Duration RECOVERY = Duration.ofSeconds(1);

    private KernelLab lab;

    @BeforeEach
    void open() throws Exception {
        lab = KernelLab.open();
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private static long packets(Map<String, Object> stream) {
        return ((Number) ((Map<?, ?>) stream.get("stats")).get("packets")).longValue();
    }

    private static void awaitMore(LabCall call, int packets) {
        call.callee.awaitReceived(call.callee.packetsReceived() + packets, SOON);
        call.caller.awaitReceived(call.caller.packetsReceived() + packets, SOON);
    }

    @Test
    void shouldRelayCallsOfBothFamiliesInTheKernelAndCountThem() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT, "--no-fallback", "--listen-cli=127.0.0.1:" + KernelLab.CLI_PORT);
        LabCall ipv4 = lab.call(relay, "four", false);
        LabCall ipv6 = lab.call(relay, "six", true);
        ipv4.awaitKernel();
        ipv6.awaitKernel();
        for (LabCall call : new LabCall[] {ipv4, ipv6}) {
            awaitMore(call, 100);
            assertThat(call.caller.lastSource().getPort()).isEqualTo(call.callerSidePort);
            assertThat(call.callee.lastSource().getPort()).isEqualTo(call.calleeSidePort);
        }

        String list = lab.cli("list offload");
        assertThat(list).contains("In-kernel forwarding: on, attached to left, right").contains("Table: 2223");
        assertThat(list.lines().filter(line -> line.endsWith("| kernel"))).hasSize(4);
        assertThat(lab.cli("list totals")).containsPattern("Total relayed packets \\(kernel\\) *:[1-9]");

        for (LabCall call : new LabCall[] {ipv4, ipv6}) {
            int fromCaller = call.caller.stopSending();
            int fromCallee = call.callee.stopSending();
            Awaitility.await().atMost(SOON).until(() -> packets(call.streams().get(0)) == fromCaller
                    && packets(call.streams().get(1)) == fromCallee);
            assertThat(call.callee.packetsReceived()).isEqualTo(fromCaller);
            assertThat(call.caller.packetsReceived()).isEqualTo(fromCallee);
            assertThat(call.callee.packetsOutOfOrder()).isZero();
            assertThat(call.caller.packetsOutOfOrder()).isZero();
            call.request("delete");
        }
    }

    @Test
    void shouldComeBackForAReofferAndGoAgain() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT);
        LabCall call = lab.call(relay, "reoffer", false);
        call.awaitKernel();
        call.signal("offer", KernelLab.sdp("10.78.1.1", call.caller.port()));
        call.signal("answer", KernelLab.sdp("10.78.2.1", call.callee.port()));
        assertThat(call.kernelized()).as("endpoints are learned anew").isZero();
        call.awaitKernel();
        awaitMore(call, 20);
        assertThat(call.callee.packetsOutOfOrder() + call.caller.packetsOutOfOrder()).isZero();
    }

    @Test
    void shouldFollowANeighbourThatGetsAnotherMac() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT);
        LabCall call = lab.call(relay, "mac", false);
        call.awaitKernel();
        call.callee.takeLongestGap();
        lab.calleeHost.ipInside("link", "set", "eth0", "address", "02:00:00:78:00:99");
        call.callee.awaitReceived(call.callee.packetsReceived() + 100, SOON);
        assertThat(call.callee.takeLongestGap()).isLessThan(RECOVERY);
    }

    @Test
    void shouldFollowARouteThatChanges() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT);
        lab.relayHost.ipInside("route", "add", "10.78.2.1/32", "dev", "right", "metric", "10");
        lab.relayHost.ipInside("route", "add", "10.78.2.1/32", "dev", "spare", "metric", "20");
        LabCall call = lab.call(relay, "route", false);
        call.awaitKernel();
        call.callee.takeLongestGap();
        lab.relayHost.ipInside("route", "del", "10.78.2.1/32", "dev", "right", "metric", "10");
        call.callee.awaitReceived(call.callee.packetsReceived() + 100, SOON);
        assertThat(call.callee.takeLongestGap()).isLessThan(RECOVERY);
    }

    @Test
    void shouldRollBackWhenPacketsNoLongerLeave() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT, "--listen-cli=127.0.0.1:" + KernelLab.CLI_PORT);
        LabCall call = lab.call(relay, "egress", true);
        call.awaitKernel();
        call.callee.takeLongestGap();
        // Concerns only what is bound to the interface, as the kernel's forwarding is; user space asks without.
        lab.relayHost.ipInside("-6", "rule", "add", "oif", "right", "to", "fd78:2::1", "unreachable");
        call.callee.awaitReceived(call.callee.packetsReceived() + 100, SOON);
        assertThat(call.callee.takeLongestGap()).isLessThan(RECOVERY);
        assertThat(lab.cli("list offload")).contains("Streams that came back: 1: packets no longer left the interface");
        assertThat(call.streams().getFirst().get("flags").toString()).contains("no kernel support");
    }

    @Test
    void shouldServeAnInterfaceThatComesBack() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT);
        LabCall call = lab.call(relay, "updown", false);
        call.awaitKernel();
        lab.relayHost.ipInside("link", "set", "right", "down");
        Awaitility.await().atMost(SOON).until(() -> relay.log().contains("interface right is no longer served"));
        lab.relayHost.ipInside("link", "set", "right", "up");
        call.callee.awaitReceived(call.callee.packetsReceived() + 50, SOON);
        call.awaitKernel();
    }

    @Test
    void shouldLetSeveralDaemonsServeOneHost() throws Exception {
        RelayProcess one = lab.relay(KernelLab.NG_PORT, "--port-min=30000", "--port-max=30999");
        RelayProcess two = lab.relay(KernelLab.NG_PORT + 1, "--port-min=31000", "--port-max=31999");
        LabCall first = lab.call(one, "first", false);
        LabCall second = lab.call(two, "second", false);
        first.awaitKernel();
        second.awaitKernel();
        one.close();
        awaitMore(second, 50);
        assertThat(second.kernelized()).isEqualTo(2);
        assertThat(second.callee.packetsOutOfOrder()).isZero();
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsKilled() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT);
        LabCall call = lab.call(relay, "killed", false);
        call.awaitKernel();
        relay.kill();
        int received = call.callee.packetsReceived();
        Awaitility.await("the kernel forwards nothing any more").atMost(SOON).until(() -> call.callee.takeLongestGap().toMillis() > 500);
        assertThat(call.callee.packetsReceived()).isLessThan(received + 50);
    }

    @Test
    void shouldStandStillWithTheDaemonAndGoOnWithIt() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT);
        LabCall call = lab.call(relay, "stopped", false);
        call.awaitKernel();
        call.callee.takeLongestGap();
        relay.pause();
        Awaitility.await("the lease ends").atMost(SOON).until(() -> call.callee.takeLongestGap().toMillis() > 500);
        relay.resume();
        awaitMore(call, 50);
        call.awaitKernel();
        awaitMore(call, 50);
        int fromCaller = call.caller.stopSending();
        int fromCallee = call.callee.stopSending();
        Awaitility.await().atMost(SOON).until(() -> packets(call.streams().get(0)) == fromCaller
                && packets(call.streams().get(1)) == fromCallee);
        assertThat(call.callee.packetsReceived()).as("the socket kept what came meanwhile").isEqualTo(fromCaller);
        assertThat(call.callee.packetsOutOfOrder() + call.caller.packetsOutOfOrder()).isZero();
    }

    @Test
    void shouldServeOnlyThePortsThatAreAllowed() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT, "--port-min=30000", "--port-max=30999", "--kernel-ports=40000-40999");
        LabCall call = lab.call(relay, "ports", false);
        Awaitility.await().atMost(SOON).until(() -> call.streams().getFirst().get("flags").toString().contains("no kernel support"));
        awaitMore(call, 20);
        assertThat(call.kernelized()).isZero();
    }
}
