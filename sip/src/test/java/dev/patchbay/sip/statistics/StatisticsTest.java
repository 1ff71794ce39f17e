package dev.patchbay.sip.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.json.JsonReader;
import dev.patchbay.ngvalue.NgDict;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures from a report with two parties: 11 and 12 are sent by A, 21 by B, 99 got no reports. */
class StatisticsTest {

    private static final String REPORT = """
            {"created": 1000, "SSRC": {
              "11": {"average MOS": {"MOS": 43, "round-trip time": 1001, "round-trip time leg": 500, "jitter": 3, "packet loss": 0, "samples": 5},
                     "lowest MOS": {"MOS": 40, "round-trip time": 2000, "round-trip time leg": 600, "jitter": 9, "packet loss": 2, "reported at": 1075},
                     "highest MOS": {"MOS": 44, "round-trip time": 900, "round-trip time leg": 400, "jitter": 1, "packet loss": 0, "reported at": 1010}},
              "12": {"average MOS": {"MOS": 40, "round-trip time": 2000, "round-trip time leg": 700, "jitter": 4, "packet loss": 1, "samples": 8},
                     "lowest MOS": {"MOS": 30, "round-trip time": 3000, "round-trip time leg": 800, "jitter": 5, "packet loss": 7, "reported at": 1630},
                     "highest MOS": {"MOS": 42, "round-trip time": 800, "round-trip time leg": 300, "jitter": 2, "packet loss": 1, "reported at": 1020}},
              "21": {"average MOS": {"MOS": 20, "round-trip time": 4000, "round-trip time leg": 1700, "jitter": 40, "packet loss": 10, "samples": 2},
                     "lowest MOS": {"MOS": 10, "round-trip time": 9000, "round-trip time leg": 1800, "jitter": 50, "packet loss": 17, "reported at": 1005},
                     "highest MOS": {"MOS": 25, "round-trip time": 3800, "round-trip time leg": 1300, "jitter": 20, "packet loss": 5, "reported at": 1006}},
              "99": {}},
             "tags": {"a": {"tag": "a", "label": "caller", "medias": [{"streams": [{"SSRC": 11}, {"SSRC": 12}]}]},
                      "b": {"tag": "b", "label": "callee", "medias": [{"streams": [{"SSRC": 21}, {}]}]}},
             "totals": {"RTP": {"bytes": 54846, "packets": 1447, "errors": 0}, "RTCP": {"bytes": 336, "packets": 3}}}
            """;

    private static CallStatistics statistics() throws Exception {
        return new CallStatistics(JsonReader.readDict(REPORT.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldPrintTotals() throws Exception {
        assertThat(statistics().totalsText())
                .contains("RTP: 54846 bytes, 1447 packets, 0 errors; RTCP: 336 bytes, 3 packets, -1 errors");
        assertThat(new CallStatistics(NgDict.builder().put("result", "ok").build()).totalsText()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MOS-average, , 34", "mos-AVERAGE, a, 41", "MOS-average, b, 20", "MOS-min, , 10", "MOS-min, a, 30", "MOS-max, , 44",
        "MOS-min-at, , 5", "MOS-min-at, a, 630", "MOS-max-at, , 10", "jitter-average, a, 3", "jitter-min, , 5",
        "jitter-min, a, 5", "jitter-max, , 20", "jitter-min-at, a, 630", "roundtrip-average, a, 1500", "roundtrip-min, , 2000",
        "roundtrip-max, a, 900", "roundtrip-max-at, a, 10", "packetloss-average, , 3", "packetloss-min, , 2",
        "packetloss-max, , 5", "packetloss-max-at, , 6", "packetloss-min-at, b, 5"
    })
    void shouldComputeAsOpenSips(String name, String tag, long expected) throws Exception {
        assertThat(OpenSipsStatistic.named(name).orElseThrow().of(statistics(), Optional.ofNullable(tag)))
                .isEqualTo(OptionalLong.of(expected));
    }

    @Test
    void shouldGiveNothingWhereOpenSipsGivesNull() throws Exception {
        assertThat(OpenSipsStatistic.named("MOS-median")).isEmpty();
        assertThat(OpenSipsStatistic.named("MOS-min").orElseThrow().of(statistics(), Optional.of("nobody"))).isEmpty();
        CallStatistics empty = new CallStatistics(NgDict.empty());
        for (String name : new String[] {"MOS-average", "jitter-min-at", "packetloss-max"}) {
            assertThat(OpenSipsStatistic.named(name).orElseThrow().of(empty, Optional.empty())).isEmpty();
        }
    }

    @Test
    void shouldComputeAsKamailio() throws Exception {
        assertThat(KamailioQuality.of(statistics(), Optional.empty()))
                .containsAllEntriesOf(Map.of(
                        "mos_min", "1.0", "mos_min_at", "0:05", "mos_min_packetloss", "17", "mos_min_jitter", "50",
                        "mos_max", "4.4", "mos_max_at", "0:10", "mos_average", "3.4", "mos_average_samples", "5"));
        assertThat(KamailioQuality.of(statistics(), Optional.of("caller")))
                .containsAllEntriesOf(Map.of(
                        "mos_min", "3.0", "mos_min_at", "10:30", "mos_min_roundtrip", "3000", "mos_min_roundtrip_leg", "800",
                        "mos_average", "4.1", "mos_average_roundtrip", "1500", "mos_average_roundtrip_leg", "600",
                        "mos_average_jitter", "3", "mos_average_samples", "6"));
        assertThat(KamailioQuality.of(statistics(), Optional.of("nobody"))).isEmpty();
    }
}
