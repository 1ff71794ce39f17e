package dev.patchbay.system.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for logs and configuration of one run, kept under {@code target} for reading after a failure. */
public final class WorkFolder {
    private static final Path ALL = Path.of("target", "system");

    private WorkFolder() {}

    public static Path create(String name) throws IOException {
        Files.createDirectories(ALL);
        return Files.createTempDirectory(ALL.toAbsolutePath(), name + "-");
    }
}
