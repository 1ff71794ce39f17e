package dev.patchbay.daemon.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {

    @Test
    void shouldBeTheCommittedPage() throws IOException {
        Path made = Files.createDirectories(Path.of("target")).resolve("OPTIONS.md");
        Files.writeString(made, OptionsPage.print());

        assertThat(Path.of("..", "docs", "OPTIONS.md"))
                .as("docs/OPTIONS.md is out of date: cp daemon/target/OPTIONS.md docs/OPTIONS.md")
                .hasSameTextualContentAs(made);
    }

    @Test
    void shouldNameEveryOptionInTheHelp() {
        String help = HelpPrinter.print("rtpengine");

        assertThat(help).startsWith("Usage:\n  rtpengine --interface=");
        for (Option option : OptionTable.all()) {
            assertThat(help).contains("--" + option.name());
        }
        assertThat(help).contains("  -n, --listen-ng=[IP46|HOSTNAME:]PORT", "! Keep calls in this Redis database");
        assertThat(help.lines()).allMatch(line -> line.equals(line.stripTrailing()));
    }
}
