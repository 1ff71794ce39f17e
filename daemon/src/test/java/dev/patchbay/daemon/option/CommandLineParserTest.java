package dev.patchbay.daemon.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.daemon.option.CommandLineParser.CommandLine;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--log-level=5 --foreground --log-stderr",
                "--log-level 5 -f -E",
                "-L 5 -fE",
                "-L5 -Ef",
                "-fEL 5",
                "-Lf 5 -E",
                "-fEL5",
                "-L 7 -E -f --log-level=5",
            })
    void shouldReadTheSameInEveryForm(String line) throws OptionException {
        OptionValues values = parse(line).values();

        assertThat(values.integer(OptionTable.LOG_LEVEL)).isEqualTo(5);
        assertThat(values.flag(OptionTable.FOREGROUND)).isTrue();
        assertThat(values.flag(OptionTable.LOG_STDERR)).isTrue();
        assertThat(values.flag(OptionTable.SIP_SOURCE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t -1", "-t-1", "--table=-1", "--table -1"})
    void shouldTakeNegativeNumbersAsValues(String line) throws OptionException {
        assertThat(parse(line).values().integer(OptionTable.TABLE)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"0x10, 16", "0xb8, 184", "010, 8", "+5, 5", "0, 0"})
    void shouldReadNumbersAsGlibDoes(String text, int value) throws OptionException {
        assertThat(parse("--tos=" + text).values().integer(OptionTable.TOS)).isEqualTo(value);
    }

    @Test
    void shouldCollectRepeatedInterfacesInOrder() throws OptionException {
        OptionValues values =
                parse("-i pub/192.0.2.1!198.51.100.1 --interface priv/10.0.0.1 -i[::1]").values();

        assertThat(values.texts(OptionTable.INTERFACE))
                .containsExactly("pub/192.0.2.1!198.51.100.1", "priv/10.0.0.1", "::1");
    }

    @Test
    void shouldKeepPlainArgumentsApart() throws OptionException {
        CommandLine commandLine = parse("one -f - -- --bogus -E");

        assertThat(commandLine.ignoredArguments()).containsExactly("one", "-", "--bogus", "-E");
        assertThat(commandLine.values().flag(OptionTable.LOG_STDERR)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "-?", "--help-all", "-f --help --bogus"})
    void shouldStopAtHelp(String line) throws OptionException {
        assertThat(parse(line).values().flag(OptionTable.HELP)).isTrue();
    }

    @Test
    void shouldUnderstandValuesOfFlags() throws OptionException {
        assertThat(parse("--foreground=true").values().flag(OptionTable.FOREGROUND)).isTrue();
        assertThat(parse("-f --foreground=false").values().flag(OptionTable.FOREGROUND)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--bogus | unknown option --bogus",
                "--bogus=1 | unknown option --bogus",
                "-Z | unknown option -Z",
                "-fZ | unknown option -Z",
                "--interf 127.0.0.1 | unknown option --interf",
                "--timeout=abc | option --timeout: 'abc' is not a whole number (command line)",
                "--timeout=12abc | option --timeout: '12abc' is not a whole number",
                "--timeout= | option --timeout: '' is not a whole number",
                "--timeout=99999999999 | option --timeout: 99999999999 is not within",
                "-o | option -o needs a value",
                "--table | option --table needs a value",
                "--tos=300 | option --tos: 300 is not within 0..255 (command line)",
                "--tos=-1 | option --tos: -1 is not within 0..255",
                "--mos=xx | option --mos: 'xx' is not one of CQ, LQ",
                "--endpoint-learning=xx | 'xx' is not one of delayed, immediate, off, heuristic",
                "--log-facility=xx | option --log-facility: 'xx' is not one of auth, authpriv,",
                "--log-format=xx | option --log-format: 'xx' is not one of default, parsable",
                "--xmlrpc-format=3 | option --xmlrpc-format: 3 is not within 0..2",
                "--max-load=abc | option --max-load: 'abc' is not a number",
                "--max-load=1,5 | option --max-load: '1,5' is not a number",
                "--max-cpu=NaN | option --max-cpu: 'NaN' is not a number of 0 or more",
                "--listen-ng=foo:bar | option --listen-ng: 'foo:bar' is not [ADDRESS:]PORT",
                "--listen-http=1.2.3.4:99999 | option --listen-http: '1.2.3.4:99999' is not [ADDRESS:]PORT",
                "--interface=a/ | option --interface: the address '' in interface 'a/' is not valid",
                "--port-max=70000 | option --port-max: 70000 is not within 1..65535",
                "--dtls-mtu=3 | option --dtls-mtu: 3 is not within 576..65535",
                "--sip-source=maybe | option --sip-source: 'maybe' is neither true nor false",
            })
    void shouldSayWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(OptionException.class).hasMessageContaining(message);
    }

    @Test
    void shouldNeverFailOtherThanByOptionException() throws OptionException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        List<String> words = new ArrayList<>(List.of("", "-", "--", "-fE", "=", "--=", "5", "a/1.2.3.4", "[::1]:5", "\\", "-L\u00e9"));
        OptionTable.all().forEach(option -> {
            words.add("--" + option.name());
            words.add("--" + option.name() + "=");
            words.add("--" + option.name() + "=5");
            words.add("-" + (option.hasShortName() ? option.shortName() : 'Q'));
        });
        int parsed = 0;
        for (int round = 0; round < 20_000; round++) {
            List<String> arguments = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                String word = words.get(random.nextInt(words.size()));
                arguments.add(random.nextInt(4) == 0 ? word + words.get(random.nextInt(words.size())) : word);
            }
            try {
                CommandLineParser.parse(arguments);
                parsed++;
            } catch (OptionException refused) {
                if (refused.getMessage().isBlank()) {
                    throw refused;
                }
            }
        }
        assertThat(parsed).isGreaterThan(100);
    }

    private static CommandLine parse(String line) throws OptionException {
        return CommandLineParser.parse(List.of(line.split(" ")));
    }
}
