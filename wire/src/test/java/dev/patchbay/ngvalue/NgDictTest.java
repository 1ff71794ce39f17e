package dev.patchbay.ngvalue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NgDictTest {

    @Test
    void shouldKeepTheOrderOfKeys() {
        NgDict dict = NgDict.builder().put("sdp", "v=0").put("result", "ok").put("created", 5).build();
        assertThat(dict.entries().keySet()).containsExactly("sdp", "result", "created");
    }

    @Test
    void shouldAnswerWithTheFirstSpellingOfTheWantedKind() {
        NgDict dict = NgDict.builder().put("call-id", 7).put("call-ID", "x").build();
        assertThat(dict.string("call-id", "call-ID")).contains("x");
        assertThat(dict.firstOf("none", "call-id", "call-ID")).contains(new NgInteger(7));
        assertThat(dict.string("from-tag")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0", "32, 32", "+5, 5", "-1, -1", "007, 7", "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775807", "-9223372036854775808, -9223372036854775808",
        "-9223372036854775809, -9223372036854775808", "99999999999999999999999, 9223372036854775807"
    })
    void shouldTakeNumericStringsAsIntegers(String text, long number) {
        assertThat(NgDict.builder().put("ptime", text).build().integer("ptime")).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+", "1.5", "0x10", "1 ", " 1", "--1", "9e3"})
    void shouldNotTakeOtherStringsAsIntegers(String text) {
        assertThat(NgDict.builder().put("ptime", text).build().integer("ptime")).isEmpty();
    }

    @Test
    void shouldLeaveOutListEntriesThatAreNoStrings() {
        NgDict dict = NgDict.builder()
                .put("flags", NgList.of(new NgString("a"), new NgInteger(1), new NgString("b")))
                .build();
        assertThat(dict.strings("flags")).containsExactly("a", "b");
        assertThat(dict.strings("replace")).isEqualTo(List.of());
    }

    @Test
    void shouldConvertBetweenOctetsAndText() {
        assertThat(NgString.ofText("é😀").octets()).isEqualTo("\u00c3\u00a9\u00f0\u009f\u0098\u0080");
        assertThat(NgString.ofText("é😀").toText()).isEqualTo("é😀");
        assertThat(new NgString("a\u00ff").toText()).isEqualTo("a\uFFFD");
    }

    @Test
    void shouldNotChangeABuiltDictThroughItsBuilder() {
        NgDict.Builder builder = NgDict.builder().put("a", 1);
        NgDict dict = builder.build();
        builder.put("b", 2);
        assertThat(dict.entries()).hasSize(1);
        assertThat(NgDict.empty().entries()).isEmpty();
    }
}
