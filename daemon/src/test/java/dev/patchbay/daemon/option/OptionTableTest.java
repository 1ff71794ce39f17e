package dev.patchbay.daemon.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionTableTest {

    @Test
    void shouldKnowEveryOptionOfRtpengineByTheSameNames() throws IOException {
        for (String line : rtpengineOptions()) {
            String[] words = line.split(" ");
            Option option = OptionTable.named(words[1].substring(2)).orElse(null);

            assertThat(option).as(line).isNotNull();
            String letter = option.hasShortName() ? "-" + option.shortName() : "-";
            assertThat(letter).as(line).isEqualTo(words[0]);
            assertThat(option.isFlag()).as(line).isEqualTo(words[2].equals("flag"));
        }
    }

    @Test
    void shouldAddOnlyOptionsThatAreOursOrOlder() throws IOException {
        Set<String> names = new HashSet<>();
        OptionTable.all().forEach(option -> names.add(option.name()));
        rtpengineOptions().forEach(line -> names.remove(line.split(" ")[1].substring(2)));

        assertThat(names).containsExactlyInAnyOrder(
                        "help",
                        "media-io",
                        "media-latency-budget",
                        "drain-timeout",
                        "reorder-codecs",
                        "kernel-attach",
                        "kernel-interfaces",
                        "kernel-ports",
                        "kernel-streams",
                        "source-guard",
                        "dtls-learn-source",
                        "ice-stop-without-consent");
    }

    @Test
    void shouldUseEachLetterOnce() {
        List<Character> letters = OptionTable.all().stream()
                .filter(Option::hasShortName)
                .map(Option::shortName)
                .toList();

        assertThat(letters).doesNotHaveDuplicates();
    }

    @Test
    void shouldHaveDefaultsThatTheirTypesAccept() {
        for (Option option : OptionTable.all()) {
            option.type().defaultText().ifPresent(text -> assertThat(option.type().normalize(text, false))
                    .as(option.name())
                    .isEqualTo(text));
        }
    }

    private static List<String> rtpengineOptions() throws IOException {
        try (InputStream resource = OptionTableTest.class.getResourceAsStream("rtpengine-10.5-options.txt")) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
