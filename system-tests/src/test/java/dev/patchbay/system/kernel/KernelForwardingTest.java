package dev.patchbay.system.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.kernel.KernelLab.LabCall;
import dev.patchbay.system.relay.RelayProcess;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls through the real daemon that the kernel takes over, and what may happen to them there. */
@Timeout(180)
class KernelForwardingTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    /** How many packets a change of the network may cost: those of one second, counted because a test has no pace of its own. */
    private static final int RECOVERY_PACKETS = 50;

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

        lab.awaitCli(
                "list offload",
                "In-kernel forwarding: on, attached to left, right",
                "Table: 2223",
                "(?s)(\\| kernel\n.*){4}");
        lab.awaitCli("list totals", "Total relayed packets \\(kernel\\) *:[1-9]");

        for (LabCall call : new LabCall[] {ipv4, ipv6}) {
            call.stopAndAwaitAll();
            call.request("delete");
        }
    }

    @Test
    void shouldComeBackForAReofferAndGoAgain() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT, "--listen-cli=127.0.0.1:" + KernelLab.CLI_PORT);
        LabCall call = lab.call(relay, "reoffer", false);
        call.awaitKernel();
        call.signal("offer", KernelLab.sdp("10.78.1.1", call.caller.port()));
        call.signal("answer", KernelLab.sdp("10.78.2.1", call.callee.port()));
        lab.awaitCli("list offload", "Streams that came back: [2-9]: an offer or answer changed the call");
        call.awaitKernel();
        awaitMore(call, 20);
        assertThat(call.callee.packetsOutOfOrder() + call.caller.packetsOutOfOrder()).isZero();
    }

    @Tag("long")
    @Test
    void shouldFollowANeighbourThatGetsAnotherMac() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT);
        LabCall call = lab.call(relay, "mac", false);
        call.awaitKernel();
        int missing = call.callee.packetsMissing();
        lab.calleeHost.ipInside("link", "set", "eth0", "address", "02:00:00:78:00:99");
        call.callee.awaitReceived(call.callee.packetsReceived() + 100, SOON);
        assertThat(call.callee.packetsMissing() - missing).isLessThan(RECOVERY_PACKETS);
    }

    @Tag("long")
    @Test
    void shouldFollowARouteThatChanges() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT);
        lab.relayHost.ipInside("route", "add", "10.78.2.1/32", "dev", "right", "metric", "10");
        lab.relayHost.ipInside("route", "add", "10.78.2.1/32", "dev", "spare", "metric", "20");
        LabCall call = lab.call(relay, "route", false);
        call.awaitKernel();
        int missing = call.callee.packetsMissing();
        lab.relayHost.ipInside("route", "del", "10.78.2.1/32", "dev", "right", "metric", "10");
        call.callee.awaitReceived(call.callee.packetsReceived() + 100, SOON);
        assertThat(call.callee.packetsMissing() - missing).isLessThan(RECOVERY_PACKETS);
    }

    @Tag("long")
    @Test
    void shouldRollBackWhenPacketsNoLongerLeave() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT, "--listen-cli=127.0.0.1:" + KernelLab.CLI_PORT);
        LabCall call = lab.call(relay, "egress", true);
        call.awaitKernel();
        int missing = call.callee.packetsMissing();
        // Concerns only what is bound to the interface, as the kernel's forwarding is; user space asks without.
        lab.relayHost.ipInside("-6", "rule", "add", "oif", "right", "to", "fd78:2::1", "unreachable");
        call.callee.awaitReceived(call.callee.packetsReceived() + 100, SOON);
        assertThat(call.callee.packetsMissing() - missing).isLessThan(RECOVERY_PACKETS);
        lab.awaitCli("list offload", "Streams that came back: [1-9]: packets no longer left the interface");
        Awaitility.await().atMost(SOON).until(() -> call.streams().getFirst().get("flags").toString().contains("no kernel support"));
    }

    @Tag("long")
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

    @Tag("long")
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
        int sent = call.caller.packetsSent();
        Awaitility.await("more packets are sent").atMost(SOON).until(() -> call.caller.packetsSent() > sent + 50);
        assertThat(call.callee.packetsReceived()).as("only what had been sent by then, and one that was just being sent").isLessThanOrEqualTo(sent + 1);
    }

    @Tag("long")
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
        // The socket kept what came meanwhile.
        call.stopAndAwaitAll();
    }

    @Tag("long")
    @Test
    void shouldServeOnlyThePortsThatAreAllowed() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT, "--port-min=30000", "--port-max=30999", "--kernel-ports=40000-40999");
        LabCall call = lab.call(relay, "ports", false);
        Awaitility.await().atMost(SOON).until(() -> call.streams().getFirst().get("flags").toString().contains("no kernel support"));
        awaitMore(call, 20);
        assertThat(call.kernelized()).isZero();
    }
}
