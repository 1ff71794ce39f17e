package dev.patchbay.proxy.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/SIP-PROXY.md and examples/routes show, compiles. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/SIP-PROXY.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    Stream<String> examples() throws Exception {
        List<String> examples =
                EXAMPLE.matcher(Files.readString(DOCUMENT)).results().map(match -> match.group(1)).toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldCompile(String example) {
        assertThatCode(() -> ScriptCompiler.compile("example.java", example)).doesNotThrowAnyException();
    }

    @Test
    void shouldNameEveryOption() throws Exception {
        String document = Files.readString(DOCUMENT);

        // The table is daemon's; its source is read, as this module does not depend on it.
        String table = Files.readString(Path.of("../daemon/src/main/java/dev/patchbay/daemon/proxy/ProxyOption.java"));
        List<String> names = Pattern.compile("(?m)^    [A-Z_]+\\(\"([a-z-]+)\"").matcher(table).results()
                .map((MatchResult match) -> match.group(1)).toList();
        assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(document).contains("`--" + name + "="));
    }
}
