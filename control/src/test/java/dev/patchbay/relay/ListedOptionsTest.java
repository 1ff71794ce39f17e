package dev.patchbay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.CliSetting;
import dev.patchbay.log.LogLevels;
import dev.patchbay.log.Subsystem;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListedOptionsTest {

    private final LogLevels levels = new LogLevels();
    private final Map<CliSetting, Double> settings = new EnumMap<>(CliSetting.class);

    private String list(RelayOptions options) {
        StringBuilder text = new StringBuilder();
        ListedOptions.of(options, levels, setting -> settings.getOrDefault(setting, 0.0))
                .forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        return text.toString();
    }

    /** As rtpengine 10.5.3.5 lists the same options, but for those of functions that are not there. */
    @Test
    void shouldListOptionsAsRtpengineDoes() {
        RelayOptions options = RelayOptions.of(HostPort.of("127.0.0.1", 2223), "127.0.0.1", "second/127.0.0.2", "adv/127.0.0.3!203.0.113.3")
                .withPorts(new PortRange(40_000, 40_999))
                .withMedia(MediaOptions.DEFAULT.withWorkers(4));
        settings.putAll(Map.of(
                CliSetting.MAX_SESSIONS, -1.0, CliSetting.TIMEOUT, 60.0, CliSetting.SILENT_TIMEOUT, 3600.0, CliSetting.OFFER_TIMEOUT, 3600.0,
                CliSetting.DELETE_DELAY, 30.0, CliSetting.REDIS_ALLOWED_ERRORS, -1.0, CliSetting.REDIS_DISABLE_TIME, 10.0,
                CliSetting.REDIS_CONNECT_TIMEOUT, 1000.0, CliSetting.MAX_CPU, 50.5, CliSetting.MAX_LOAD, 1.5));

        assertThat(list(options)).isEqualTo("""
                log-level-core = 6
                log-level-spandsp = 6
                log-level-ffmpeg = 6
                log-level-transcoding = 6
                log-level-codec = 6
                log-level-rtcp = 6
                log-level-ice = 6
                log-level-crypto = 6
                log-level-srtp = 6
                log-level-internals = -1
                log-level-http = 6
                log-level-control = 6
                log-level-dtx = 6
                table = -1
                max-sessions = -1
                timeout = 60
                silent-timeout = 3600
                final-timeout = 0
                offer-timeout = 3600
                delete-delay = 30
                tos = 0
                control-tos = 0
                no-fallback = 0
                port-min = 40000
                port-max = 40999
                num-threads = 4
                xmlrpc-format = 0
                redis_allowed_errors = -1
                redis_disable_time = 10
                redis_cmd_timeout = 0
                redis_connect_timeout = 1000
                max-cpu = 50.5
                max-load = 1.50
                max-bandwidth = 0
                interface[0] = default\\127.0.0.1\s
                interface[1] = second\\127.0.0.2\s
                interface[2] = adv\\127.0.0.3\s
                b2b_url = (null)
                listen-udp =\s
                listen-ng = 127.0.0.1:2223
                listen-cli =\s
                """);
    }

    @Test
    void shouldListTheTableAndLevelsInForce() {
        levels.set(Subsystem.ICE, 7);
        RelayOptions options = RelayOptions.onLoopback(2223)
                .withKernel(KernelOptions.OFF.withUse(KernelOptions.Use.REQUIRED));

        assertThat(list(options)).contains("\nlog-level-ice = 7\n", "\ntable = 0\n", "\nno-fallback = 1\n");
    }
}
