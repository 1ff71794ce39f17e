package dev.patchbay.system.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The project's own Java sources. */
final class SourceTree {

    static final Path ROOT = Path.of("..");

    private static final List<String> MODULES =
            List.of(
            "wire", "media", "secure", "linux", "engine", "control", "sip", "sip-jain", "proxy", "phone", "daemon", "system-tests");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|enum|interface) ([A-Z]\\w*)");

    private SourceTree() {}

    /** Names of the files below the modules' test sources, without ending. */
    static Set<String> testClasses() throws IOException {
        return files("src/test/java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    /** The sources in which a type of each name is declared, nested ones too. */
    static Map<String, List<String>> sourcesByType() throws IOException {
        Map<String, List<String>> sources = new HashMap<>();
        for (String folder : List.of("src/main/java", "src/test/java")) {
            for (Path file : files(folder)) {
                String source = Files.readString(file);
                Matcher matcher = TYPE.matcher(source);
                while (matcher.find()) {
                    sources.computeIfAbsent(matcher.group(1), _ -> new ArrayList<>()).add(source);
                }
            }
        }
        return sources;
    }

    private static List<Path> files(String folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : MODULES) {
            Path root = ROOT.resolve(module).resolve(folder);
            if (Files.isDirectory(root)) {
                try (Stream<Path> found = Files.walk(root)) {
                    found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
        }
        return files;
    }
}
