package dev.patchbay.system.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.kernel.KernelLab.LabCall;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.relay.RelayProcess;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs as filters of traffic control, as on kernels that do not know tcx. */
@Timeout(180)
class ClsactForwardingTest {

    private static final String CLSACT = "--kernel-attach=clsact";
    private static final Duration SOON = Duration.ofSeconds(20);
    /** A program of one instruction: return 0. */
    private static final String MATCHES_NOTHING = "1,6 0 0 0,";

    private static final int PACKETS_PER_SECOND = 50;
    private static final int LEASE_SECONDS = 3;

    private KernelLab lab;

    @BeforeEach
    void open() throws Exception {
        Prerequisites.programs("tc");
        lab = KernelLab.open();
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private String filters(String device, String direction) throws IOException, InterruptedException {
        return lab.relayHost.run("tc", "filter", "show", "dev", device, direction);
    }

    private String qdiscs() throws IOException, InterruptedException {
        return lab.relayHost.run("tc", "qdisc", "show");
    }

    private static void awaitMore(LabCall call, int packets) {
        call.callee.awaitReceived(call.callee.packetsReceived() + packets, SOON);
        call.caller.awaitReceived(call.caller.packetsReceived() + packets, SOON);
    }

    @Test
    void shouldForwardInTheKernelAndLeaveNothingBehind() throws Exception {
        RelayProcess relay = lab.relay(
                KernelLab.NG_PORT, CLSACT, "--no-fallback", "--listen-cli=127.0.0.1:" + KernelLab.CLI_PORT);
        LabCall ipv4 = lab.call(relay, "four", false);
        LabCall ipv6 = lab.call(relay, "six", true);
        ipv4.awaitKernel();
        ipv6.awaitKernel();
        awaitMore(ipv4, 100);
        awaitMore(ipv6, 100);
        assertThat(ipv4.kernelized() + ipv6.kernelized()).as("packets are seen to leave").isEqualTo(4);
        assertThat(ipv4.callee.packetsOutOfOrder() + ipv6.caller.packetsOutOfOrder()).isZero();
        assertThat(lab.cli("list offload")).contains("Attached by: clsact");
        assertThat(filters("left", "ingress")).contains("pb_in_2223").contains("direct-action");
        assertThat(filters("right", "egress")).contains("pb_out_2223");
        relay.terminate(SOON);
        assertThat(filters("left", "ingress") + filters("right", "egress")).isBlank();
        assertThat(qdiscs()).doesNotContain("clsact");
    }

    @Tag("long")
    @Test
    void shouldLeaveTheQdiscToOthers() throws Exception {
        lab.relayHost.run("tc", "qdisc", "add", "dev", "left", "clsact");
        RelayProcess relay = lab.relay(KernelLab.NG_PORT, CLSACT, "--no-fallback");
        lab.relayHost.run("tc", "filter", "add", "dev", "right", "ingress", "bpf", "bytecode", MATCHES_NOTHING);
        relay.terminate(SOON);
        assertThat(qdiscs().lines().filter(line -> line.contains("clsact"))).hasSize(2);
        assertThat(filters("right", "ingress")).contains("bytecode").doesNotContain("pb_in");
    }

    @Tag("long")
    @Test
    void shouldForwardNothingBeyondTheLeaseOfADeadDaemonAndCleanUpAtTheNextStart() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT, CLSACT);
        LabCall call = lab.call(relay, "killed", false);
        call.awaitKernel();
        relay.kill();
        int atMost = call.caller.packetsSent() + (LEASE_SECONDS + 1) * PACKETS_PER_SECOND;
        Awaitility.await("packets beyond the lease").atMost(SOON).until(() -> call.caller.packetsSent() > atMost + PACKETS_PER_SECOND);
        assertThat(call.callee.packetsReceived()).isLessThan(atMost);
        assertThat(filters("left", "ingress")).as("a filter outlives its process").contains("pb_in_2223");

        RelayProcess next = lab.relay(KernelLab.NG_PORT, CLSACT, "--no-fallback");
        assertThat(next.log()).contains("removed 4 filters that an ended daemon left for table 2223");
        lab.call(next, "next", false).awaitKernel();
        assertThat(filters("left", "ingress").lines().filter(line -> line.contains("pb_in_2223"))).hasSize(1);
    }

    @Tag("long")
    @Test
    void shouldLetSeveralDaemonsServeOneHost() throws Exception {
        RelayProcess one = lab.relay(KernelLab.NG_PORT, CLSACT, "--port-min=30000", "--port-max=30999");
        RelayProcess two = lab.relay(KernelLab.NG_PORT + 1, CLSACT, "--port-min=31000", "--port-max=31999");
        LabCall first = lab.call(one, "first", false);
        LabCall second = lab.call(two, "second", false);
        first.awaitKernel();
        second.awaitKernel();
        one.terminate(SOON);
        awaitMore(second, 50);
        assertThat(second.kernelized()).isEqualTo(2);
        assertThat(second.callee.packetsOutOfOrder()).isZero();
        assertThat(filters("left", "ingress")).contains("pb_in_2224").doesNotContain("pb_in_2223");
    }

    @Tag("long")
    @Test
    void shouldCarryOnInUserSpaceWhenSomebodyRemovesAFilter() throws Exception {
        RelayProcess relay = lab.relay(KernelLab.NG_PORT, CLSACT);
        LabCall call = lab.call(relay, "removed", false);
        call.awaitKernel();
        lab.relayHost.run("tc", "filter", "del", "dev", "left", "ingress");
        Awaitility.await().atMost(SOON).until(() -> relay.log().contains("the program was detached from interface left"));
        awaitMore(call, 50);
        assertThat(call.kernelized()).isZero();
    }
}
