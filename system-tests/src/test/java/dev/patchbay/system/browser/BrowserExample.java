package dev.patchbay.system.browser;

import dev.patchbay.system.net.Prerequisites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The phone of {@code examples/browser}, built as its page says, away from the sources. */
final class BrowserExample {

    private static final Path SOURCE = Path.of("..", "examples", "browser").toAbsolutePath().normalize();
    private static final Path BUILT = Path.of("target", "browser-phone").toAbsolutePath();
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "phone.html");

    private BrowserExample() {}

    /** Its folder, with page and script. Once installed, the packages are used again until the list of them changes. */
    static synchronized Path build() throws IOException, InterruptedException {
        Prerequisites.programs("npm");
        Files.createDirectories(BUILT);
        boolean isInstalled = Files.exists(BUILT.resolve("jssip.js")) && isSame("package.json") && isSame("package-lock.json");
        for (String file : FILES) {
            Files.copy(SOURCE.resolve(file), BUILT.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!isInstalled) {
            Files.deleteIfExists(BUILT.resolve("jssip.js"));
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            run("npm", "run", "build");
        }
        return BUILT;
    }

    private static boolean isSame(String file) throws IOException {
        return Files.exists(BUILT.resolve(file)) && Files.mismatch(SOURCE.resolve(file), BUILT.resolve(file)) < 0;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Path log = BUILT.resolve("log");
        Process process = new ProcessBuilder(command)
                .directory(BUILT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + Files.readString(log));
        }
    }
}
