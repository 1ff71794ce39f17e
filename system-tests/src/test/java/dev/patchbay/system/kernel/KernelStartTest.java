package dev.patchbay.system.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.system.kernel.KernelLab.LabCall;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.relay.RelayProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a daemon does when it may not use the kernel, or may not have the table. */
@Timeout(180)
class KernelStartTest {

    private static final List<String> WITHOUT_CAPABILITY =
            List.of("setpriv", "--bounding-set=-bpf,-perfmon,-net_admin,-sys_admin");
    private static final List<String> WITH_FEWEST_CAPABILITIES =
            List.of("setpriv", "--bounding-set=-all,+bpf,+perfmon,+net_admin");
    private static final String CLI = "--listen-cli=127.0.0.1:" + KernelLab.CLI_PORT;

    private KernelLab lab;

    @BeforeEach
    void open() throws Exception {
        Prerequisites.programs("setpriv");
        lab = KernelLab.open();
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private static List<String> notPossible(RelayProcess relay) {
        return relay.log().lines().filter(line -> line.contains("n-kernel forwarding")).toList();
    }

    private void assertThatMediaIsRelayedInUserSpace(RelayProcess relay) throws IOException, InterruptedException {
        LabCall call = lab.call(relay, "user-space", false);
        call.callee.awaitReceived(20, Duration.ofSeconds(20));
        assertThat(call.kernelized()).isZero();
    }

    @Test
    void shouldNotStartWithoutTheCapabilityIfThereIsNoFallback() {
        assertThatThrownBy(() -> lab.relay(WITHOUT_CAPABILITY, KernelLab.NG_PORT, "--no-fallback"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in-kernel forwarding (table 2223) is not possible: ")
                .hasMessageContaining("EPERM (needs CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN)")
                .hasMessageContaining("; without --no-fallback media would be relayed in user space")
                .message()
                .doesNotContain("at dev.patchbay");
    }

    @Test
    void shouldCarryOnInUserSpaceWithoutTheCapability() throws Exception {
        RelayProcess relay = lab.relay(WITHOUT_CAPABILITY, KernelLab.NG_PORT);
        assertThat(notPossible(relay)).singleElement().asString()
                .contains("not possible: ", "EPERM (needs CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN)", "media is relayed in user space");
        assertThatMediaIsRelayedInUserSpace(relay);
    }

    @Tag("long")
    @Test
    void shouldForwardWithTheFewestCapabilities() throws Exception {
        RelayProcess relay = lab.relay(WITH_FEWEST_CAPABILITIES, KernelLab.NG_PORT, "--no-fallback", CLI);
        lab.call(relay, "fewest", false).awaitKernel();
        assertThat(lab.cli("list tables"))
                .startsWith("2223 | program ")
                .contains(" | this daemon | ")
                .contains("Tables of other daemons cannot be listed: listing programs: EPERM (needs CAP_SYS_ADMIN)");
    }

    @Test
    void shouldLeaveATableToItsDaemon() throws Exception {
        RelayProcess owner = lab.relay(KernelLab.NG_PORT, "--no-fallback");
        assertThatThrownBy(() -> lab.relay(KernelLab.NG_PORT + 1, "--table=2223", "--no-fallback"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in-kernel forwarding (table 2223) is not possible: table 2223 is in use by another daemon");
        RelayProcess second = lab.relay(KernelLab.NG_PORT + 1, "--table=2223");
        assertThat(notPossible(second)).singleElement().asString()
                .contains("table 2223 is in use by another daemon; media is relayed in user space");
        assertThatMediaIsRelayedInUserSpace(second);
        second.close();
        owner.kill();
        lab.relay(KernelLab.NG_PORT, "--no-fallback");
    }

    @Tag("long")
    @Test
    void shouldListTablesOfEveryDaemonAndStreamsForPrograms() throws Exception {
        lab.relay(KernelLab.NG_PORT, "--port-min=30000", "--port-max=30999");
        RelayProcess own = lab.relay(KernelLab.NG_PORT + 1, "--port-min=31000", "--port-max=31999", CLI);
        assertThat(lab.cli("list tables"))
                .containsPattern("(?m)^2223 \\| program \\d+ \\| not this daemon \\| ")
                .containsPattern("(?m)^2224 \\| program \\d+ \\| this daemon \\| ");
        LabCall call = lab.call(own, "json", false);
        call.awaitKernel();
        lab.awaitCli(
                "list offload json",
                "^\\{\"on\":true,",
                "\"table\":2224,\"attach\":\"",
                "\"call_id\":\"json\",\"tag\":\"caller\",\"local\":\"10.78.1.3:31\\d\\d\\d\"",
                "\"kernel_packets\":[1-9]\\d*,\"kernel_bytes\":[1-9]\\d*,\"placement\":\"kernel\"");
    }
}
