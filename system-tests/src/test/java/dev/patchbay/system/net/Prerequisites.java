package dev.patchbay.system.net;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a system test needs of the machine. A missing thing skips the test with the reason; with {@code CI=true} in the environment it
 * fails instead, so that nothing is skipped unseen.
 */
public final class Prerequisites {
    private static final System.Logger LOGGER = System.getLogger("system-tests");
    private static final List<Path> PROGRAM_FOLDERS =
            Stream.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin").map(Path::of).toList();

    private Prerequisites() {}

    /** The test needs these programs. */
    public static void programs(String... names) {
        List<String> missing = Arrays.stream(names).filter(name -> !isInstalled(name)).toList();
        if (!missing.isEmpty()) {
            missing("not installed: " + String.join(", ", missing));
        }
    }

    /** The test makes network namespaces. */
    public static void root() {
        programs("ip");
        if (!"root".equals(System.getProperty("user.name"))) {
            missing("network namespaces need root");
        }
    }

    /** Skips (or, in CI, fails) for a reason of the caller's. */
    public static void missing(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            fail("this test may not be skipped in CI: " + reason);
        }
        // Surefire does not show why a whole class was left out.
        LOGGER.log(System.Logger.Level.WARNING, "system tests skipped: {0}", reason);
        abort(reason);
    }

    private static boolean isInstalled(String name) {
        return PROGRAM_FOLDERS.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(name)));
    }
}
