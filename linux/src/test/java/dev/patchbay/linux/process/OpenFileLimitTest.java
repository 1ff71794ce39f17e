package dev.patchbay.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class OpenFileLimitTest {

    @Test
    void shouldAgreeWithProc() throws IOException {
        String[] line = Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(row -> row.startsWith("Max open files"))
                .findFirst()
                .orElseThrow()
                .split("\\s+");
        OpenFileLimit limit = OpenFileLimit.current();
        assertThat(limit).isEqualTo(new OpenFileLimit(value(line[3]), value(line[4])));
    }

    private static long value(String text) {
        return text.equals("unlimited") ? OpenFileLimit.UNLIMITED : Long.parseLong(text);
    }

    @Test
    void shouldRaiseTheSoftLimitToTheHardOne() throws IOException {
        OpenFileLimit before = OpenFileLimit.current();
        OpenFileLimit raised = OpenFileLimit.raise();
        assertThat(raised).isEqualTo(new OpenFileLimit(before.hard(), before.hard()));
        assertThat(OpenFileLimit.current()).isEqualTo(raised);
    }
}
