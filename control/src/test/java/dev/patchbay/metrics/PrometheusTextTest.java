package dev.patchbay.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.plane.MediaTotals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    @Test
    void shouldHaveEveryLineOfRtpenginesPage() throws IOException {
        List<String> ours = PrometheusText.of(SampleFigures.figures()).lines().toList();
        String golden = new String(PrometheusTextTest.class.getResourceAsStream("metrics.txt").readAllBytes(), UTF_8);
        assertThat(golden.lines().toList()).hasSizeGreaterThan(100).allSatisfy(line -> assertThat(ours).contains(line));
    }

    @Test
    void shouldKeepEachFamilyTogetherWithHelpAndType() {
        Set<String> families = new HashSet<>();
        String family = "";
        String expected = "HELP";
        for (String line : PrometheusText.of(SampleFigures.figures()).lines().toList()) {
            if (line.startsWith("# HELP ")) {
                family = line.split(" ")[2];
                assertThat(families.add(family)).as(line).isTrue();
                expected = "TYPE";
            } else if (line.startsWith("# TYPE ")) {
                assertThat(expected).isEqualTo("TYPE");
                assertThat(line).matches("# TYPE " + family + " (gauge|counter)");
                expected = "sample";
            } else {
                assertThat(expected).isEqualTo("sample");
                assertThat(line).matches(family + "(\\{([a-z]+=\"[^\"]*\",?)+})? [0-9.]+");
            }
        }
        assertThat(families).contains("patchbay_control_dropped_total");
    }

    @Test
    void shouldEscapeLabelValues() {
        RelayFigures sample = SampleFigures.figures();
        List<InterfaceFigures> interfaces = new ArrayList<>();
        interfaces.add(new InterfaceFigures("a\\b\"c\nd", IpAddress.literal("::1"), 1, 2, 0, 0));
        RelayFigures figures = new RelayFigures(
                sample.current(), sample.total(), sample.mos(), sample.ice(), sample.security(), sample.interval(), List.of(), interfaces, List.of(),
                sample.kernel());
        assertThat(PrometheusText.of(figures))
                .contains("rtpengine_ports{name=\"a\\\\b\\\"c\\nd\",address=\"::1\"} 2\n");
    }

    @Test
    void shouldTellHowMediaIsExchangedAndWhy() {
        MediaTotals totals = new MediaTotals(1, 2, 0, 0, 3, 4, 5, 6, MediaTotals.Security.NONE, 7, MediaTotals.Ice.NONE, MediaTotals.Scores.NONE);
        String reason = "epoll, because io_uring does not work here: io_uring_setup: EPERM";
        assertThat(PrometheusText.of(SampleFigures.figures(), new MediaIoFigures("epoll", reason, 2, totals, 9)))
                .startsWith(PrometheusText.of(SampleFigures.figures()))
                .contains("patchbay_media_io{tier=\"epoll\",reason=\"" + reason + "\"} 1\n")
                .contains("patchbay_media_workers 2\n")
                .contains("patchbay_media_receive_overflow_total 9\n")
                .contains("patchbay_media_send_errors_total 4\n")
                .contains("patchbay_media_stray_packets_total 5\n")
                .contains("patchbay_media_commands_rejected_total 6\n")
                .contains("patchbay_media_failures_total 7\n");
    }
}
