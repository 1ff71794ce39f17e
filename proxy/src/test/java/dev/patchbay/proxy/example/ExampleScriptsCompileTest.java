package dev.patchbay.proxy.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.script.ScriptCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleScriptsCompileTest {

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(ExampleStage.EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void compilesAndSaysWhatItIs(Path script) throws Exception {
        String source = Files.readString(script);
        assertThat(ScriptCompiler.compile(script.toString(), source).getClass().getSimpleName())
                .isEqualTo(script.getFileName().toString().replace(".java", ""));
        assertThat(source).containsPattern("\\A// |/\\*\\*");
    }

    @Test
    void everyExampleOfTheDocumentsHasItsPlaceInTheTable() throws IOException {
        String table = Files.readString(ExampleStage.EXAMPLES.resolve("README.md"));
        for (int number = 1; number <= 38; number++) {
            assertThat(table).contains("| 1." + number + " |");
        }
        Matcher links = Pattern.compile("\\]\\(([^)]*)\\)").matcher(table);
        while (links.find()) {
            assertThat(ExampleStage.EXAMPLES.resolve(links.group(1))).exists();
        }
        for (Path script : scripts()) {
            assertThat(table).contains("(" + ExampleStage.EXAMPLES.relativize(script) + ")");
        }
    }
}
