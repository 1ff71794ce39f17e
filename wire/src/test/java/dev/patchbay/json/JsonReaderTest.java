package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void shouldReadObjectsArraysStringsAndIntegers() throws Exception {
        NgDict dict = read(" {\"command\" : \"offer\",\n\"flags\":[\"a\", 5, []],\t\"codec\":{\"strip\":[\"all\"]},\"n\":-7}\r\n ");
        assertThat(dict.entries().keySet()).containsExactly("command", "flags", "codec", "n");
        assertThat(dict.strings("flags")).containsExactly("a");
        assertThat(dict.dict("codec").orElseThrow().strings("strip")).containsExactly("all");
        assertThat(dict.integer("n")).hasValue(-7);
        assertThat(read("{}")).isEqualTo(NgDict.empty());
        assertThat(read("{\"a\":[ ]}").list("a")).contains(NgList.of());
    }

    @Test
    void shouldTurnTextIntoUtf8Octets() throws Exception {
        assertThat(read("{\"s\":\"é😀\"}").string("s")).contains(octets("é😀"));
        assertThat(read("{\"s\":\"\\u00e9\\ud83d\\uDE00\"}").string("s")).contains(octets("é😀"));
        assertThat(read("{\"s\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"}").string("s")).contains("\"\\/\b\f\n\r\t\0");
    }

    /** Each of these is accepted by rtpengine 10.5.3.5. */
    @Test
    void shouldTakeWhatRtpengineTakes() throws Exception {
        assertThat(read("{'command':'ping'}").string("command")).contains("ping");
        assertThat(read("{\"sdp\":\"v=0\r\n\ts=é\"}").string("sdp")).contains(octets("v=0\r\n\ts=é"));
        assertThat(read("{\"s\":\"a\\xb\\é'\"}").string("s")).contains(octets("axbé'"));
        assertThat(read("{\"limit\":true}").integer("limit")).hasValue(1);
        assertThat(read("{\"limit\":false}").integer("limit")).hasValue(0);
        assertThat(read("{\"limit\":007}").integer("limit")).hasValue(7);
        assertThat(read("{\"command\":\"ping\",\"command\":\"list\"}").string("command")).contains("list");
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9223372036854775807", "-9223372036854775808, -9223372036854775808",
        "99999999999999999999, 9223372036854775807", "-99999999999999999999, -9223372036854775808", "-0, 0"
    })
    void shouldCutIntegersTo64Bits(String text, long number) throws Exception {
        assertThat(read("{\"n\":" + text + "}").integer("n")).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "[]", "\"a\"", "5", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{\"a\":[1,]}", "{,}", "{\"a\" 1}",
        "{a:1}", "{\"a\":1} x", "{\"a\":1}{", "{\"a\":1.5}", "{\"a\":1e3}", "{\"a\":null}", "{\"a\":nul}", "{\"a\":tru}", "{\"a\":-}",
        "{\"a\":+1}", "{\"a\":NaN}", "{\"a\":\"x}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\ud800\\u0041\"}", "{\"a\":\"\\udc00\"}", "{\"a\":\"\\", "{\"a\":\"x'}", "{\"a\":1]", "{\"a\":[1}"
    })
    void shouldRefuseOtherText(String text) {
        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> read(text))
                .matches(e -> e.getStackTrace().length == 0)
                .matches(e -> e.offset() >= 0 && e.offset() <= text.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\u0080", "\u00c0\u0080", "\u00c1\u00bf", "\u00e0\u0080\u0080", "\u00ed\u00a0\u0080", "\u00f0\u0080\u0080\u0080",
        "\u00f4\u0090\u0080\u0080", "\u00f5\u0080\u0080\u0080", "\u00ff", "\u00c3", "\u00e2\u0082", "\u00c3(", "\\\u00ff"
    })
    void shouldRefuseBytesThatAreNotUtf8(String octets) {
        byte[] document = ("{\"a\":\"" + octets + "\"}").getBytes(ISO_8859_1);
        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> JsonReader.readDict(document))
                .withMessageStartingWith("not UTF-8");
    }

    @Test
    void shouldTellWhereAndWhat() {
        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> read("{\"a\" 1}"))
                .withMessage("':' expected at byte 5");
    }

    @Test
    void shouldLimitDepthAndElements() {
        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> read("{\"a\":" + "[".repeat(100_000)))
                .withMessageContaining("64 levels");
        assertThatExceptionOfType(JsonSyntaxException.class)
                .isThrownBy(() -> read("{\"a\":[" + "1,".repeat(JsonReader.MAX_ELEMENTS) + "1]}"))
                .withMessageContaining("65536 values");
    }

    private static NgDict read(String text) throws JsonSyntaxException {
        return JsonReader.readDict(text.getBytes(UTF_8));
    }

    private static String octets(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
