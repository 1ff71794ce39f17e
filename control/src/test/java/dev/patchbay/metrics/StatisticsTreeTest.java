package dev.patchbay.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StatisticsTreeTest {

    /** But for the standard deviation, which rtpengine gives as 0.000450 for one call. */
    @Test
    void shouldPrintTheJsonThatRtpenginePrints() throws IOException {
        byte[] golden = StatisticsTreeTest.class.getResourceAsStream("jsonstats.json").readAllBytes();
        assertThat(StatisticsTree.json(SampleFigures.figures())).isEqualTo(new String(golden, UTF_8));
    }

    @Test
    void shouldCarryIntegersAsIntegersAndTheRestAsTextInNg() {
        NgDict statistics = StatisticsTree.ng(SampleFigures.figures());
        assertThat(statistics.entries().keySet())
                .containsExactly(
                        "currentstatistics", "totalstatistics", "intervalstatistics", "mos", "controlstatistics",
                        "interfaces", "transcoders");
        NgDict total = statistics.dict("totalstatistics").orElseThrow();
        assertThat(total.string("uptime")).contains("2");
        assertThat(total.string("avgcallduration")).contains("0.000450");
        assertThat(total.string("managedsessions")).isEmpty();
        assertThat(total.integer("managedsessions")).hasValue(1);
        NgDict interval = statistics.dict("intervalstatistics").orElseThrow();
        assertThat(interval.string("minstart recordingrequestrate")).contains("0");
        assertThat(interval.entries()).hasSize(3 + 24 * 6);
        NgDict control = statistics.dict("controlstatistics").orElseThrow();
        NgDict proxy = (NgDict) control.list("proxies").orElseThrow().values().getFirst();
        assertThat(proxy.string("proxy")).contains("127.0.0.1");
        assertThat(proxy.integer("offercount")).hasValue(3);
        assertThat(proxy.string("offerduration")).contains("0.000845");
        NgDict ports = ((NgDict) statistics.list("interfaces").orElseThrow().values().getFirst())
                .dict("ports")
                .orElseThrow();
        assertThat(ports.string("used_pct")).contains("0.80");
        assertThat(ports.integer("free")).hasValue(993);
        assertThat(statistics.list("transcoders")).contains(NgList.of());
    }
}
