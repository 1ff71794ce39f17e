package dev.patchbay.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The progress table: every feature has its row, and what a row names as its proof exists. */
class CompatibilityTableTest {

    private static final Path PAGE = SourceTree.ROOT.resolve("docs/COMPATIBILITY.md");
    private static final Path CASES = SourceTree.ROOT.resolve("engine/src/test/resources/offer");
    private static final String DIFFERENCE = "======== rtpengine 10.5, because ";

    /** How many features each group of the inventory has; their numbers begin with 1. */
    private static final SequencedMap<String, Integer> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("R", 266);
        GROUPS.put("E", 88);
        GROUPS.put("P", 80);
        GROUPS.put("K", 63);
    }

    private static final Pattern ROW = Pattern.compile("\\| ([REPK]\\d{3}) \\| (.+) \\| ([^|]*) \\| ([^|]*) \\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern COUNTS =
            Pattern.compile("At present (\\d+) work, (\\d+) work partly, (\\d+) are not there yet");

    private record Row(String id, String state, List<String> proofs) {
        boolean works() {
            return state.equals("works") || state.startsWith("works (");
        }

        boolean worksPartly() {
            return state.startsWith("partly: ");
        }

        boolean isMissing() {
            return state.equals("not yet");
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher matcher = ROW.matcher(line);
            if (matcher.matches()) {
                rows.add(new Row(matcher.group(1), matcher.group(3), quoted(matcher.group(4))));
            }
        }
        return rows;
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(result -> result.group(1)).toList();
    }

    @Test
    void shouldHaveEveryFeatureOnceAndInOrder() throws IOException {
        List<String> wanted = GROUPS.entrySet().stream()
                .flatMap(group -> IntStream.rangeClosed(1, group.getValue())
                        .mapToObj(number -> "%s%03d".formatted(group.getKey(), number)))
                .toList();
        assertThat(rows().stream().map(Row::id)).containsExactlyElementsOf(wanted);
    }

    @Test
    void shouldProveWhatItSaysWorks() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.works() || row.worksPartly() || row.isMissing()).as("state of %s", row).isTrue();
            assertThat(row.proofs().isEmpty()).as("without proof: %s", row).isEqualTo(row.isMissing());
        });
    }

    @Test
    void shouldNameProofsThatExist() throws IOException {
        Set<String> tests = SourceTree.testClasses();
        for (Row row : rows()) {
            for (String proof : row.proofs()) {
                boolean exists = Character.isDigit(proof.charAt(0)) ? hasCase(proof) : tests.contains(proof);
                assertThat(exists).as("%s of %s", proof, row.id()).isTrue();
            }
        }
    }

    private static boolean hasCase(String pattern) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(CASES, pattern + ".case")) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldCountItsRows() throws IOException {
        Matcher counts = COUNTS.matcher(Files.readString(PAGE));
        assertThat(counts.find()).isTrue();
        assertThat(count(Row::works)).isEqualTo(Long.parseLong(counts.group(1)));
        assertThat(count(Row::worksPartly)).isEqualTo(Long.parseLong(counts.group(2)));
        assertThat(count(Row::isMissing)).isEqualTo(Long.parseLong(counts.group(3)));
    }

    private static long count(Predicate<Row> which) throws IOException {
        return rows().stream().filter(which).count();
    }

    @Test
    void shouldListEveryCaseThatDiffersFromTheReference() throws IOException {
        Set<String> listed = new TreeSet<>();
        String page = Files.readString(PAGE);
        for (String line : page.substring(page.indexOf("### In replies"), page.indexOf("### Beside the replies")).split("\n")) {
            if (line.startsWith("| `")) {
                listed.addAll(quoted(line.substring(0, line.indexOf(" | ", 2))));
            }
        }
        assertThat(listed).containsExactlyElementsOf(casesWithDifferences());
    }

    private static Set<String> casesWithDifferences() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".case")).toList()) {
                if (Files.readString(file).contains("\n" + DIFFERENCE)) {
                    names.add(file.getFileName().toString().replace(".case", ""));
                }
            }
        }
        return names;
    }
}
