package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.OctetBuffer;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void shouldWriteATreeWithoutSpaces() {
        NgDict tree = NgDict.builder()
                .put("result", "ok")
                .put("calls", NgList.of(new NgString("a"), new NgInteger(-5), NgDict.empty(), NgList.of()))
                .put("totals", NgDict.builder().put("RTP", 1).put("RTCP", 2))
                .build();
        assertThat(new String(JsonWriter.toBytes(tree), UTF_8))
                .isEqualTo("{\"result\":\"ok\",\"calls\":[\"a\",-5,{},[]],\"totals\":{\"RTP\":1,\"RTCP\":2}}");
    }

    /** The same escapes as rtpengine 10.5.3.5, seen by echoing an SDP line. */
    @Test
    void shouldEscapeAsRtpengineDoes() {
        NgDict tree = NgDict.builder()
                .put("s", NgString.ofText("é😀\u007f\u0001/<>'\\\"\b\f\n\r\t"))
                .build();
        assertThat(new String(JsonWriter.toBytes(tree), UTF_8))
                .isEqualTo("{\"s\":\"é😀\\u007f\\u0001/<>'\\\\\\\"\\b\\f\\n\\r\\t\"}");
    }

    @Test
    void shouldReplaceBytesThatAreNotUtf8() {
        NgDict tree = NgDict.builder().put("\u00ff", "a\u00c3\u00c3\u00a9\u00e2").build();
        assertThat(new String(JsonWriter.toBytes(tree), UTF_8)).isEqualTo("{\"\uFFFD\":\"a\uFFFDé\uFFFD\"}");
    }

    @Test
    void shouldStreamTextDecimalsAndTruth() {
        OctetBuffer target = new OctetBuffer(1);
        new JsonWriter(target)
                .beginObject()
                .name("callid").value("ü\u00ff")
                .name("avg").literal("0.000680")
                .name("own").value(true)
                .name("list").beginArray().value(1).value("2").beginObject().endObject().endArray()
                .name("end").value(Long.MIN_VALUE)
                .endObject();
        assertThat(new String(target.toByteArray(), UTF_8))
                .isEqualTo("{\"callid\":\"ü\u00ff\",\"avg\":0.000680,\"own\":true,\"list\":[1,\"2\",{}],\"end\":-9223372036854775808}");
    }
}
