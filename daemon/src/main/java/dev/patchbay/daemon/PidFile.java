package dev.patchbay.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that tells the process id: one line with the number. */
final class PidFile {

    private final Path path;
    private final String line;

    PidFile(Path path, long processId) {
        this.path = path;
        this.line = processId + "\n";
    }

    /** @throws IOException with the reason; the path is not in all messages of the JDK */
    void write() throws IOException {
        Files.writeString(path, line);
    }

    /** Removes the file, unless another process has put its own number there meanwhile. */
    void remove() {
        try {
            if (Files.readString(path).equals(line)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // Gone already or not ours to remove: a file left behind does no harm.
        }
    }
}
