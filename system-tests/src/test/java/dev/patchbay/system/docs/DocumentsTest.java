package dev.patchbay.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents name is there: types, their members, and the files that links lead to. */
class DocumentsTest {

    /** {@code Type} or {@code Type.member} in code style. */
    private static final Pattern QUOTED_NAME = Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.(\\w+))?(?:\\(.*?\\))?`");

    /** In drawings, where nothing is marked: names of at least two humps. */
    private static final Pattern DRAWN_NAME = Pattern.compile("\\b([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:\\.(\\w+))?");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Set<String> OF_THE_PLATFORM = Set.of("IOException", "IllegalArgumentException", "System");

    static Stream<String> documents() throws IOException {
        List<String> names = new ArrayList<>(List.of("README.md", "system-tests/README.md"));
        try (Stream<Path> files = Files.list(SourceTree.ROOT.resolve("docs"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .forEach(name -> names.add("docs/" + name));
        }
        return names.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void shouldNameTypesAndMembersThatExist(String document) throws IOException {
        Map<String, List<String>> sources = SourceTree.sourcesByType();
        List<String> unknown = new ArrayList<>();
        boolean isDrawing = false;
        boolean isCode = false;
        for (String line : Files.readAllLines(SourceTree.ROOT.resolve(document))) {
            if (line.startsWith("```")) {
                isDrawing = !isDrawing && !isCode && line.equals("```");
                isCode = !isCode;
            } else if (isDrawing || !isCode) {
                Matcher matcher = (isDrawing ? DRAWN_NAME : QUOTED_NAME).matcher(line);
                while (matcher.find()) {
                    if (!isKnown(sources, matcher.group(1), matcher.group(2))) {
                        unknown.add(matcher.group());
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static boolean isKnown(Map<String, List<String>> sources, String type, String member) {
        if (OF_THE_PLATFORM.contains(type)) {
            return true;
        }
        List<String> declaring = sources.getOrDefault(type, List.of());
        return member == null
                ? !declaring.isEmpty()
                : declaring.stream().anyMatch(source -> Pattern.compile("\\b" + member + "\\b").matcher(source).find());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void shouldLinkToFilesThatExist(String document) throws IOException {
        Path folder = SourceTree.ROOT.resolve(document).toAbsolutePath().normalize().getParent();
        Matcher links = LINK.matcher(Files.readString(SourceTree.ROOT.resolve(document)));
        while (links.find()) {
            assertThat(folder.resolve(links.group(1))).exists();
        }
    }
}
