package dev.patchbay.rtppwire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.Mutation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtppRequestParserTest {

    private static final RtppModifiers NONE = new RtppModifiers("");

    @Test
    void shouldReadAnUpdate() {
        assertThat(command("88_4 Uc0 1-94@10.77.1.1 10.77.1.1 33000 94a1;1\n"))
                .isEqualTo(new RtppCommand.Update(
                        new RtppModifiers("c0"),
                        "1-94@10.77.1.1",
                        Optional.empty(),
                        TransportAddress.of("10.77.1.1", 33000),
                        new RtppTag("94a1", OptionalInt.of(1)),
                        Optional.empty()));
    }

    @Test
    void shouldReadALookupWithBranchAndExtraWords() {
        assertThat(command("c lei2 call;z9hG4bK 2001:db8::1 5000 a;b;1 c;2 tcp:127.0.0.1:22106 tag\r\n"))
                .isEqualTo(new RtppCommand.Lookup(
                        new RtppModifiers("ei2"),
                        "call",
                        Optional.of("z9hG4bK"),
                        TransportAddress.of("2001:db8::1", 5000),
                        new RtppTag("a;b", OptionalInt.of(1)),
                        Optional.of(new RtppTag("c", OptionalInt.of(2)))));
    }

    @Test
    void shouldReadDeleteAndQueryWithAndWithoutMediaNumbers() {
        assertThat(command("88_6 D 1-94@10.77.1.1 94a1 93b1"))
                .isEqualTo(new RtppCommand.Delete(
                        NONE, "1-94@10.77.1.1", Optional.empty(), tag("94a1"), Optional.of(tag("93b1"))));
        assertThat(command("1 Q c;b ft;1"))
                .isEqualTo(new RtppCommand.Query(
                        NONE, "c", Optional.of("b"), new RtppTag("ft", OptionalInt.of(1)), Optional.empty()));
    }

    @Test
    void shouldReadVersionQuestions() {
        assertThat(command("1 V")).isEqualTo(new RtppCommand.Version());
        assertThat(command("1 v \r\n")).isEqualTo(new RtppCommand.Version());
        assertThat(command("1 VF 20040107")).isEqualTo(new RtppCommand.Feature("20040107"));
    }

    /** rtpengine 10.5.3.5 answers each of these with the port and address as they came. */
    @ParameterizedTest
    @ValueSource(strings = {
        "U c10 127.0.0.1 4000", "U c10 127.0.0.1 4000 ft", "U c1 127.0.0.1 4000 ft;x", "U c1 127.0.0.1 4000 a;1 b",
        "L c1 127.0.0.1 4000 x", "U c1 127.0.0.1 4000 a;1 tcp:127.0.0.1:22106 tag1"
    })
    void shouldGiveBackTheEndpointOfWhatItCannotRead(String line) {
        assertThat(command("c " + line)).isEqualTo(new RtppCommand.UnreadableEndpoint("127.0.0.1", "4000"));
    }

    @Test
    void shouldGiveBackAnEndpointThatIsNoAddress() {
        assertThat(command("c U c10 host 4000 ft;1")).isEqualTo(new RtppCommand.UnreadableEndpoint("host", "4000"));
        assertThat(command("c U c1 1.2.3.4 abc a;1")).isEqualTo(new RtppCommand.UnreadableEndpoint("1.2.3.4", "abc"));
        assertThat(command("c U c1 1.2.3.4 99999 a;1")).isEqualTo(new RtppCommand.UnreadableEndpoint("1.2.3.4", "99999"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "Z", "I", "X", "U", "U c1", "U c1 127.0.0.1", "U c1 1.2.3.400 4000 ft;1", "D", "D c1", "D c a b d", "Q c", "VF", "V x", "VF 1 2"
    })
    void shouldCallTheRestUnknown(String line) {
        assertThat(command("cookie " + line)).isEqualTo(new RtppCommand.Unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " V", "\r\n", "\tc V"})
    void shouldHaveNoAnswerWithoutACookie(String line) {
        assertThat(RtppRequestParser.parse(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', '', ''", "e, external, ''", "ei, external, internal", "IEi, internal, external", "c0e, external, ''"})
    void shouldTakeInterfacesFromTheFirstTwoLetters(String letters, String first, String second) {
        assertThat(new RtppModifiers(letters).interfaces()).isEqualTo(new RtppModifiers.Sides(first, second));
    }

    @Test
    void shouldReadEverySampleOfTheModules() {
        for (String line : samples()) {
            Optional<RtppRequest> request = RtppRequestParser.parse(line);
            assertThat(request).isPresent();
            assertThat(line).startsWith(request.get().cookie());
            if (line.matches("\\S+ [UL](c[0-9,]+)? \\S+ \\S+ \\d+ \\S+;1( \\S+;1)?")) {
                assertThat(request.get().command()).isInstanceOf(RtppCommand.OfCall.class);
            }
        }
    }

    @Test
    void shouldSurviveMutatedLines() {
        Random random = new Random(20_250_613);
        List<String> samples = samples();
        for (int i = 0; i < 20_000; i++) {
            String line = samples.get(random.nextInt(samples.size()));
            fuzz(Mutation.of(line.getBytes(ISO_8859_1), random));
        }
    }

    @FuzzTest(maxDuration = "10s")
    void fuzz(byte[] input) {
        RtppRequestParser.parse(new String(input, ISO_8859_1)).ifPresent(request -> {
            assertThat(request.cookie()).isNotEmpty();
            assertThat(request.command()).isNotNull();
        });
    }

    private static List<String> samples() {
        try (InputStream file = RtppRequestParserTest.class.getResourceAsStream("rtpproxy-samples.txt")) {
            return new String(file.readAllBytes(), ISO_8859_1)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RtppCommand command(String line) {
        return RtppRequestParser.parse(line).orElseThrow().command();
    }

    private static RtppTag tag(String tag) {
        return new RtppTag(tag, OptionalInt.empty());
    }
}
