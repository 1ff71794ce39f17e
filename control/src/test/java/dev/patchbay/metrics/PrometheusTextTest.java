package dev.patchbay.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
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
                sample.current(), sample.total(), sample.mos(), sample.interval(), List.of(), interfaces, List.of());
        assertThat(PrometheusText.of(figures))
                .contains("rtpengine_ports{name=\"a\\\\b\\\"c\\nd\",address=\"::1\"} 2\n");
    }
}
