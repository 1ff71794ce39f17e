package dev.patchbay.system.relay;

import dev.patchbay.system.net.Prerequisites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Which relay the system tests drive, with the same command line options for each. Chosen by the system property {@code relay}
 * ({@code patchbay} or {@code reference}); without it Patchbay once its launcher exists, the reference until then.
 */
public enum RelayUnderTest {
    /** Debian's rtpengine, the reference. */
    REFERENCE(Path.of("/usr/bin/rtpengine")),
    /** This project's daemon by its drop-in launcher. */
    PATCHBAY(Path.of("../bin/rtpengine").toAbsolutePath().normalize());

    private static final Path LAUNCHER = Path.of("../patchbay").toAbsolutePath().normalize();

    private final Path program;

    RelayUnderTest(Path program) {
        this.program = program;
    }

    /** The relay asked for; skips the test (fails it in CI) when that one is not there. */
    public static RelayUnderTest chosen() {
        String wanted = System.getProperty("relay", PATCHBAY.isPresent() ? "patchbay" : "reference");
        RelayUnderTest relay = valueOf(wanted.toUpperCase(Locale.ROOT));
        relay.require();
        return relay;
    }

    /** Skips the test (fails it in CI) when this relay is not there. */
    public void require() {
        if (!isPresent()) {
            Prerequisites.missing("no " + program);
        }
    }

    public boolean isPresent() {
        return Files.isExecutable(program);
    }

    /** The program with all commands of this project. */
    public static Path launcher() {
        return LAUNCHER;
    }

    Path program() {
        return program;
    }
}
