package dev.patchbay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.linux.datagram.MediaTier;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.quality.MosFormula;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelayOptionsTest {

    @Test
    void shouldStayOnLoopbackByDefault() {
        RelayOptions options = RelayOptions.onLoopback(2223);

        assertThat(options.listen().ng()).contains(HostPort.of("127.0.0.1", 2223));
        assertThat(options.listen().cli()).isEmpty();
        assertThat(options.interfaces()).containsExactly(InterfaceSpec.ofAddress("127.0.0.1"));
        assertThat(options.ports()).isEqualTo(new PortRange(30000, 40000));
        assertThat(options.timeouts()).isEqualTo(new TimeoutOptions(60, 3600, 3600, 0, 30));
        assertThat(options.media().learning()).isEqualTo(EndpointLearning.DELAYED);
    }

    @Test
    void shouldChangeOneTopicAtATime() {
        RelayOptions options = RelayOptions.onLoopback(0)
                .withPorts(new PortRange(20000, 20010))
                .withInterfaces("pub/192.0.2.1!198.51.100.1", "priv/10.0.0.1")
                .withLimits(LimitOptions.NONE.withMaxSessions(5))
                .withMedia(MediaOptions.DEFAULT.withIo(MediaTier.NIO).withWorkers(1))
                .withSoftwareId("my relay/1.0");

        assertThat(options.ports().max()).isEqualTo(20010);
        assertThat(options.interfaces()).extracting(InterfaceSpec::name).containsExactly("pub", "priv");
        assertThat(options.limits().maxSessions()).isEqualTo(5);
        assertThat(options.media().io()).isEqualTo(MediaTier.NIO);
        assertThat(options.softwareId()).isEqualTo("my-relay-1-0");
        assertThat(options.listen()).isEqualTo(RelayOptions.onLoopback(0).listen());
    }

    @Test
    void shouldRefuseImpossibleValues() {
        refused(() -> new PortRange(40000, 30000), "40000..30000");
        refused(() -> new PortRange(0, 30000), "0..30000");
        refused(() -> new PortRange(1, 65536), "1..65536");
        refused(() -> new TimeoutOptions(0, 1, 1, 0, 0), "timeout of 0 seconds");
        refused(() -> new TimeoutOptions(1, 1, 1, 0, -1), "delete-delay of -1 seconds");
        refused(() -> new LimitOptions(-2, 0, 0, 0), "max-sessions -2");
        refused(() -> new LimitOptions(0, Double.NaN, 0, 0), "max-load NaN");
        refused(() -> MediaOptions.DEFAULT.withWorkers(5000), "5000");
        refused(() -> RelayOptions.onLoopback(1).listen().withControlTos(256), "control TOS 256");
        refused(() -> RelayOptions.onLoopback(1).withInterfaces(), "0 interfaces");
        refused(
                () -> new ListenOptions(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), 0),
                "nothing to listen on");
        refused(
                () -> new EventOptions(Optional.empty(), XmlrpcFormat.CALL_ID, Optional.of(HostPort.anyAddress(5))),
                "DTMF destination '5'");
    }

    private static void refused(Runnable construction, String what) {
        assertThatThrownBy(construction::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(what);
    }
}
