package dev.patchbay.bencode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeReaderTest {

    static List<byte[]> samples() {
        return NgSamples.payloads();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadAndRewriteWhatKamailioAndOpenSipsSent(byte[] payload) throws Exception {
        assertThat(BencodeWriter.toBytes(BencodeReader.readDict(payload))).isEqualTo(payload);
    }

    @Test
    void shouldHaveSamples() {
        assertThat(samples()).hasSizeGreaterThan(80);
    }

    @Test
    void shouldReadUnsortedKeysOfAnyKind() throws Exception {
        NgDict dict = BencodeReader.readDict(bytes("d8:supportsl10:load limite3:sdp0:1:ai-5e1:dd1:xleee"));
        assertThat(dict.entries().keySet()).containsExactly("supports", "sdp", "a", "d");
        assertThat(dict.strings("supports")).containsExactly("load limit");
        assertThat(dict.integer("a")).hasValue(-5);
        assertThat(dict.dict("d").orElseThrow().list("x")).contains(NgList.of());
    }

    @Test
    void shouldKeepTheFirstOfTwoEqualKeys() throws Exception {
        assertThat(BencodeReader.readDict(bytes("d7:command4:ping7:command4:liste")).string("command")).contains("ping");
    }

    @Test
    void shouldKeepBytesThatAreNotText() throws Exception {
        byte[] message = bytes("d1:k4:\u0000\u00ff\u00e9\u0080e");
        NgDict dict = BencodeReader.readDict(message);
        assertThat(((NgString) dict.get("k").orElseThrow()).toBytes()).containsExactly(0, 0xff, 0xe9, 0x80);
        assertThat(BencodeWriter.toBytes(dict)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({
        "i0e, 0", "i-0e, 0", "i+5e, 5", "i9223372036854775807e, 9223372036854775807",
        "i-9223372036854775808e, -9223372036854775808", "i99999999999999999999e, 9223372036854775807",
        "i-99999999999999999999e, -9223372036854775808"
    })
    void shouldReadIntegersAndCutThemTo64Bits(String text, long number) throws Exception {
        assertThat(read(text)).isEqualTo(new NgInteger(number));
    }

    @Test
    void shouldTellWhereTheValueEnded() throws Exception {
        byte[] stream = bytes("..d1:ai1eed1:ai2ee\n");
        BencodeReader reader = new BencodeReader(stream, 2, stream.length - 2);
        assertThat(reader.readDict().integer("a")).hasValue(1);
        assertThat(reader.position()).isEqualTo(8);
        assertThat(reader.readDict().integer("a")).hasValue(2);
        assertThat(reader.position()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "x", "-1:a", "i05e", "ie", "i-e", "i1.5e", "i e", "00:", "01:a", "di5e1:ae", "dle1:ae", "d1:ae", "1 :a", "e", ":"
    })
    void shouldRefuseWhatIsNotBencode(String text) {
        assertThatExceptionOfType(BencodeSyntaxException.class)
                .isThrownBy(() -> read(text))
                .matches(e -> !e.isIncomplete())
                .matches(e -> e.getStackTrace().length == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "l", "i", "i5", "5", "5:", "5:abcd", "d1:a", "d1:ai5e", "ll", "d7:command4:ping"})
    void shouldCallWhatEndsTooEarlyIncomplete(String text) {
        assertThatExceptionOfType(BencodeSyntaxException.class)
                .isThrownBy(() -> read(text))
                .matches(BencodeSyntaxException::isIncomplete);
    }

    @Test
    void shouldRefuseOtherValuesWhereADictionaryIsWanted() {
        assertThatExceptionOfType(BencodeSyntaxException.class)
                .isThrownBy(() -> BencodeReader.readDict(bytes("l1:ae")))
                .withMessage("dictionary expected at byte 0");
    }

    @Test
    void shouldLimitDepthElementsAndStrings() {
        assertThatExceptionOfType(BencodeSyntaxException.class)
                .isThrownBy(() -> read("l".repeat(100_000)))
                .withMessageContaining("64 levels");
        assertThatExceptionOfType(BencodeSyntaxException.class)
                .isThrownBy(() -> read("l" + "0:".repeat(BencodeReader.MAX_ELEMENTS) + "e"))
                .withMessageContaining("65536 values");
        assertThatExceptionOfType(BencodeSyntaxException.class)
                .isThrownBy(() -> read("99999999999999999999:"))
                .withMessageContaining("16777216 bytes")
                .matches(e -> !e.isIncomplete());
    }

    private static NgValue read(String text) throws BencodeSyntaxException {
        return new BencodeReader(bytes(text), 0, text.length()).readValue();
    }

    private static byte[] bytes(String octets) {
        return octets.getBytes(ISO_8859_1);
    }
}
