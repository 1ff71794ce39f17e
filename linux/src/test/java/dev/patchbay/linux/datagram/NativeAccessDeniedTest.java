package dev.patchbay.linux.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A JVM that forbids native calls still relays: only a JVM of its own can show that. */
@EnabledOnOs(OS.LINUX)
class NativeAccessDeniedTest {

    /** What the other JVM runs. */
    static final class ProbeMain {
        public static void main(String[] arguments) throws IOException {
            for (int i = 0; i < 2; i++) { // the second time the class has failed to load already
                System.out.println(new MediaTierProbe().choose(MediaTier.AUTO, SocketOptions.DEFAULT).reason());
            }
        }
    }

    @Test
    void shouldFallBackToNio() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--illegal-native-access=deny",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProbeMain.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jvm.waitFor()).isZero();
        assertThat(output.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("nio, because neither io_uring nor epoll works here: native calls cannot be made (")
                        .contains("Illegal native access"));
    }
}
