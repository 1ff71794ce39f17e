package dev.patchbay.daemon.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.daemon.option.KeyFile.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileParserTest {

    @Test
    void shouldReadGroupsKeysAndComments() throws KeyFileException {
        KeyFile file = KeyFileParser.parse("""
                # a comment

                [rtpengine]
                table = -1
                  interface=a/1.2.3.4;b/::1 \t
                # listen-ng = 1
                empty =
                [testing]\r
                log-level = 7\r
                [rtpengine]
                table = 5
                """);

        assertThat(file.entriesOf("rtpengine").orElseThrow())
                .containsExactly(
                        new Entry("table", "-1", 4),
                        new Entry("interface", "a/1.2.3.4;b/::1", 5),
                        new Entry("empty", "", 7),
                        new Entry("table", "5", 11));
        assertThat(file.entriesOf("testing").orElseThrow()).containsExactly(new Entry("log-level", "7", 9));
        assertThat(file.entriesOf("nosuch")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[a]~no line here | 2 | 'no line here' is neither 'key = value', nor '[section]'",
                "a = 1~[a] | 1 | 'a' stands before the first '[section]'",
                "[a]~; semicolon | 2 | nor a comment beginning with '#'",
                "[a | 1 | '[a' is not '[section]'",
                "~[a] x | 2 | '[a] x' is not '[section]'",
                "[] | 1 | '' is not the name of a section",
                "[a[b] | 1 | 'a[b' is not the name of a section",
                "[a]~=5 | 2 | '' is not a key",
                "[a]~a b = 5 | 2 | 'a b' is not a key",
            })
    void shouldNameTheLineThatIsWrong(String text, int line, String message) {
        assertThatThrownBy(() -> KeyFileParser.parse(text.replace('~', '\n')))
                .isInstanceOfSatisfying(KeyFileException.class, e -> assertThat(e.line()).isEqualTo(line))
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseHugeFiles() {
        assertThatThrownBy(() -> KeyFileParser.parse("#".repeat(KeyFileParser.MAX_LENGTH + 1)))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void shouldUnescapeValues() {
        assertThat(KeyFileValue.unescape("\\sa\\tb\\\\n\\n\\r")).isEqualTo(" a\tb\\n\n\r");
        assertThat(KeyFileValue.split("a; b ;;c\\;d\\s")).containsExactly("a", "b", "", "c;d");
        assertThat(KeyFileValue.split("a;")).containsExactly("a");
        assertThat(KeyFileValue.split("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\qb", "a\\", "a\\;b"})
    void shouldRefuseUnknownEscapes(String raw) {
        assertThatThrownBy(() -> KeyFileValue.unescape(raw)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldPrintWhatItParsedForAnyText() throws KeyFileException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        String seed = "# c\n[a]\nkey = v\\;w;x\n\n k2=\\s\r\n[b]\nz= y # z\n";
        String alphabet = "[]=#;\\ \t\r\nab\u00e4\u0000\u2028";
        int parsed = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(seed);
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at = random.nextInt(text.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    default -> text.deleteCharAt(at);
                }
            }
            try {
                KeyFile file = KeyFileParser.parse(text.toString());
                String printed = KeyFilePrinter.print(file);
                if (!KeyFilePrinter.print(KeyFileParser.parse(printed)).equals(printed)) {
                    throw new AssertionError("not the same again: " + printed);
                }
                parsed++;
            } catch (KeyFileException refused) {
                if (refused.line() < 1) {
                    throw refused;
                }
            }
        }
        assertThat(parsed).isGreaterThan(2000);
    }

    @Test
    void shouldUnescapeWhatWasEscaped() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        String alphabet = "\\;snrt \n\r\ta\u00e4";
        for (int round = 0; round < 20_000; round++) {
            List<String> values = new ArrayList<>();
            StringBuilder list = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                StringBuilder value = new StringBuilder("x");
                for (int n = random.nextInt(6); n > 0; n--) {
                    value.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                values.add(value.append('x').toString());
                list.append(KeyFilePrinter.escape(value.toString(), true)).append(';');
            }
            if (!KeyFileValue.split(list.toString()).equals(values)) {
                throw new AssertionError("list " + list + " is not " + values);
            }
            String first = values.getFirst();
            if (!KeyFileValue.unescape(KeyFilePrinter.escape(first, false)).equals(first)) {
                throw new AssertionError("value " + first);
            }
        }
    }
}
