package dev.patchbay.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One golden case: a title saying which rule it shows, then requests of one call with the replies they must get.
 *
 * <p>The text form is described in {@code src/test/resources/offer/README.md}. {@link #print} gives the same form back, so a
 * recorder can rewrite expectations without touching what a person wrote.
 *
 * @param name file name without {@code .case}
 * @param title lines beginning with {@code #} at the top, as written; at least one
 * @param freshRelay the relay must not have served any call before (round robin order, port order)
 * @param options command line options the relay needs beside the standard ones
 */
public record GoldenCase(String name, List<String> title, boolean freshRelay, List<String> options, List<GoldenStep> steps) {

    private static final String SUFFIX = ".case";
    private static final String EXPECTED_MARK = "--------";
    private static final String DIFFERENCE_MARK = "======== rtpengine 10.5, because ";

    public GoldenCase {
        title = List.copyOf(title);
        options = List.copyOf(options);
        steps = List.copyOf(steps);
    }

    /** Reads every case of a folder, ordered by name. */
    public static List<GoldenCase> readAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted().map(GoldenCase::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static GoldenCase read(Path file) {
        String fileName = file.getFileName().toString();
        try {
            return parse(fileName.substring(0, fileName.length() - SUFFIX.length()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Parses the text form; a text that breaks it is an {@link IllegalArgumentException} naming the line. */
    public static GoldenCase parse(String name, String text) {
        return new Reader(text).read(name);
    }

    /** The text form; parsing it gives an equal case. */
    public String print() {
        StringBuilder out = new StringBuilder();
        title.forEach(line -> out.append(line).append('\n'));
        if (freshRelay) {
            out.append("! fresh relay\n");
        }
        options.forEach(option -> out.append("! option ").append(option).append('\n'));
        for (GoldenStep step : steps) {
            step.comments().forEach(line -> out.append(line).append('\n'));
            out.append("> ").append(step.command());
            if (!step.keysText().isEmpty()) {
                out.append(' ').append(step.keysText());
            }
            out.append('\n');
            appendBlock(out, step.body());
            out.append(EXPECTED_MARK).append('\n');
            appendBlock(out, step.expected());
            step.difference().ifPresent(difference -> {
                out.append(DIFFERENCE_MARK).append(difference.why()).append('\n');
                appendBlock(out, difference.reply());
            });
            out.append('\n');
        }
        out.setLength(out.length() - 1);
        return out.toString();
    }

    /** The same case with other steps. */
    public GoldenCase withSteps(List<GoldenStep> otherSteps) {
        return new GoldenCase(name, title, freshRelay, options, otherSteps);
    }

    private static void appendBlock(StringBuilder out, String block) {
        if (!block.isEmpty()) {
            out.append(block).append('\n');
        }
    }

    /** Line by line reader of the text form. */
    private static final class Reader {
        private final List<String> lines;
        private int next;

        Reader(String text) {
            lines = text.lines().toList();
        }

        GoldenCase read(String name) {
            List<String> title = comments();
            if (title.isEmpty()) {
                throw bad("a case begins with a line '# which rule it shows'");
            }
            boolean fresh = false;
            List<String> options = new ArrayList<>();
            while (more() && line().startsWith("! ")) {
                if (line().equals("! fresh relay")) {
                    fresh = true;
                } else if (line().startsWith("! option ")) {
                    options.add(line().substring("! option ".length()));
                } else {
                    throw bad("'! fresh relay' or '! option --name=value' expected");
                }
                next++;
            }
            List<GoldenStep> steps = new ArrayList<>();
            while (more()) {
                steps.add(step());
            }
            if (steps.isEmpty()) {
                throw bad("no step");
            }
            return new GoldenCase(name, title, fresh, options, steps);
        }

        private GoldenStep step() {
            List<String> comments = comments();
            if (!more() || !line().startsWith("> ")) {
                throw bad("'> command {keys}' expected");
            }
            String[] words = line().substring(2).split(" ", 2);
            String keys = words.length > 1 ? words[1] : "";
            if (!words[0].equals(GoldenStep.RAW)) {
                keys = keys.isEmpty() ? "{}" : keys;
                try {
                    GoldenJson.parseObject(keys);
                } catch (IllegalArgumentException e) {
                    throw bad(e.getMessage());
                }
            }
            next++;
            String body = block();
            String expected = "";
            if (more() && line().equals(EXPECTED_MARK)) {
                next++;
                expected = block();
            }
            Optional<GoldenStep.Difference> difference = Optional.empty();
            if (more() && line().startsWith(DIFFERENCE_MARK)) {
                String why = line().substring(DIFFERENCE_MARK.length());
                next++;
                difference = Optional.of(new GoldenStep.Difference(why, block()));
            }
            return new GoldenStep(comments, words[0], keys, body, expected, difference);
        }

        private List<String> comments() {
            List<String> comments = new ArrayList<>();
            skipEmpty();
            while (more() && line().startsWith("#")) {
                comments.add(line());
                next++;
                skipEmpty();
            }
            return comments;
        }

        /** Lines up to the next mark or step; empty lines around them do not count. */
        private String block() {
            StringBuilder block = new StringBuilder();
            while (more() && !line().equals(EXPECTED_MARK) && !line().startsWith("========") && !line().startsWith("> ")
                    && !line().startsWith("#")) {
                block.append(line()).append('\n');
                next++;
            }
            return block.toString().strip().indent(0).stripTrailing();
        }

        private void skipEmpty() {
            while (more() && line().isBlank()) {
                next++;
            }
        }

        private boolean more() {
            return next < lines.size();
        }

        private String line() {
            return lines.get(next);
        }

        private IllegalArgumentException bad(String what) {
            return new IllegalArgumentException("line " + (next + 1) + ": " + what);
        }
    }
}
