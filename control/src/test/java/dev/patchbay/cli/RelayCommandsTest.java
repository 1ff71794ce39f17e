package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs as captured from rtpengine 10.5.3.5, byte for byte where nothing else is said. */
class RelayCommandsTest {

    private final FakeRelay relay = new FakeRelay();
    private final CliCommandTree commands = RelayCommands.of(relay);

    @ParameterizedTest
    @CsvSource({
        "list numsessions, list-numsessions", "list totals, list-totals", "list counters, list-counters",
        "list interfaces, list-interfaces", "list sessions all, list-sessions-all", "list sessions own, list-sessions-all",
        "list sessions call one, list-sessions-call-one", "list sessions two, list-sessions-two", "get totals, list-totals"
    })
    void shouldPrintWhatRtpenginePrints(String command, String file) throws IOException {
        try (InputStream golden = RelayCommandsTest.class.getResourceAsStream(file + ".txt")) {
            assertThat(commands.run(command)).isEqualTo(new String(golden.readAllBytes(), ISO_8859_1));
        }
    }

    /** rtpengine 10.5 has {@code call} instead of {@code explain} here. */
    @Test
    void shouldHelpAtTheFirstLevel() {
        assertThat(commands.run("help"))
                .isEqualTo("Available sub-commands at this level:\n\tlist\n\tterminate\n\tset\n\tget\n\tparams\n\tksadd\n"
                        + "\tksrm\n\tkslist\n\tactive\n\tstandby\n\tdebug\n\texplain\n");
    }

    @Test
    void shouldHelpAtEveryLevel() {
        String list = "Available sub-commands at this level:\n\tnumsessions\n\tsessions\n\ttotals\n\tcounters\n\tmaxopenfiles\n"
                + "\tmaxsessions\n\tmaxcpu\n\tmaxload\n\tmaxbw\n\ttimeout\n\tsilenttimeout\n\toffertimeout\n\tfinaltimeout\n"
                + "\tloglevels\n\tloglevel\n\tredisallowederrors\n\tredisdisabletime\n\tredisconnecttimeout\n\trediscmdtimeout\n"
                + "\tcontroltos\n\tdeletedelay\n\tinterfaces\n\tjsonstats\n\ttranscoders\n\toffload\n\tsecurity\n\ttables\n";
        assertThat(commands.run("list help")).isEqualTo(list);
        assertThat(commands.run("get help")).isEqualTo(list);
        assertThat(commands.run("set help"))
                .isEqualTo("Available sub-commands at this level:\n\tmaxopenfiles\n\tmaxsessions\n\tmaxcpu\n\tmaxload\n\tmaxbw\n"
                        + "\ttimeout\n\tsilenttimeout\n\toffertimeout\n\tfinaltimeout\n\tloglevel\n\tredisallowederrors\n"
                        + "\tredisdisabletime\n\tredisconnecttimeout\n\trediscmdtimeout\n\tcontroltos\n\tdeletedelay\n");
        assertThat(commands.run("params help"))
                .isEqualTo("Available sub-commands at this level:\n\tstart\n\tcurrent\n\tdiff\n\trevert\n");
    }

    @ParameterizedTest
    @CsvSource({"xx, xx", "list xx, xx", "help list, help list", "LIST numsessions, LIST numsessions", "lis, lis", "params x, x"})
    void shouldNameWhatItDoesNotKnow(String command, String named) {
        assertThat(commands.run(command)).isEqualTo("Unknown or incomplete command::" + named + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "list", "get", "set", "params", "terminate", "list sessions", "set maxsessions", "set loglevel", "set loglevel x",
        "set loglevel -1", "ksadd", "terminate ", "set timeout  "
    })
    void shouldAskForWhatIsMissing(String command) {
        assertThat(commands.run(command)).isEqualTo("More parameters required.\n");
        assertThat(relay.calls).hasSize(2);
    }

    @Test
    void shouldTakeAnyWhiteSpaceBetweenWords() {
        assertThat(commands.run("  list \t maxsessions\r")).isEqualTo("Maximum sessions configured on rtpengine: -1\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "list offload json|{\"on\":false}", "list offload --json|{\"on\":false}", "list tables|No tables.",
        "list offload xml|Unknown form 'xml' of list offload: 'json' or none.",
        "list maxsessions|Maximum sessions configured on rtpengine: -1", "list maxcpu|Maximum CPU usage configured on rtpengine: 0.0",
        "list maxload|Maximum load average configured on rtpengine: 0.00", "list maxbw|Maximum bandwidth configured on rtpengine: 0",
        "list timeout|TIMEOUT=60", "list silenttimeout|SILENT_TIMEOUT=3600", "list offertimeout|OFFER_TIMEOUT=0",
        "list finaltimeout|FINAL_TIMEOUT=0", "list deletedelay|0", "list redisdisabletime|0", "list transcoders|No stats entries",
        "list loglevel core|7", "list sessions foreign|No foreign sessions on this media relay.",
        "set maxsessions 10|Success setting maxsessions to 10", "set maxsessions -1|Success setting maxsessions to -1; disable feature",
        "set maxsessions -2|Fail setting maxsessions to -2; either positive or -1 values allowed",
        "set maxsessions x|Fail setting maxsessions to x; no digists found", "set maxsessions 5x|Success setting maxsessions to 5",
        "set maxopenfiles 70000|Fail setting open_files to 70000; errno = 1",
        "set maxopenfiles 5|Fail setting open_files to 5; can't set it under 65536", "set maxcpu 50|Success setting maxcpu to 50.0",
        "set maxcpu x|Fail setting maxcpu to x; no digists found", "set maxload 2.5|Success setting maxload to 2.50",
        "set maxbw 1000|Success setting maxbw to 1000", "set timeout 61|Success setting timeout to 61",
        "set timeout -1|Fail setting timeout to -1; errno=0", "set offertimeout 99999999999|Fail setting timeout to 99999999999; errno=0",
        "set timeout x|Fail setting timeout to x; no digists found", "set loglevel 6|Success setting loglevel to 6",
        "set loglevel core 5|Success setting loglevel to 5", "set redisdisabletime -1|Invalid redis-disable-time value -1, must be >= 0",
        "set redisconnecttimeout 0|Invalid redis-connect-timeout value 0, must be > 0",
        "set redisallowederrors 5|Success setting redis-allowed-errors to 5", "set deletedelay 31|Success setting delete-delay to 31",
        "set deletedelay -1|Invalid delete-delay value", "set deletedelay x|Invalid delete-delay value",
        "set controltos 184|Success setting control-tos to 184", "set controltos 300|Invalid control-tos value 300, must be between 0 and 255",
        "debug|No call ID specified",
        "debug two|Enabled debugging for call 'two'", "debug two off|Disabled debugging for call 'two'",
        "debug two enable|Enabled debugging for call 'two'", "debug two x|Invalid on/off flag ('x') specified",
        "debug nope|Call ID 'nope' not found", "active|Ok, all calls set to 'owned (active)'",
        "standby|Ok, all calls set to 'foreign (standby)'", "terminate all|All calls terminated by operator.",
        "terminate own|All own calls terminated by operator.", "terminate foreign|All foreign calls terminated by operator."
    })
    void shouldAnswerInOneLineAsRtpengineDoes(String command, String answer) {
        assertThat(commands.run(command)).isEqualTo(answer + "\n");
    }

    @Test
    void shouldAnswerInThreeLinesAsRtpengineDoes() {
        assertThat(commands.run("list sessions x")).isEqualTo("\nCall ID not found (x).\n\n");
        assertThat(commands.run("terminate x")).isEqualTo("\nCall Id not found (x).\n\n");
        assertThat(commands.run("terminate call one"))
                .isEqualTo("\nCall Id (call one) successfully terminated by operator.\n\n");
        assertThat(commands.run("kslist")).isEqualTo("\nSubscribed-on keyspaces:\n\n");
        assertThat(relay.calls).containsOnlyKeys("two");
    }

    @Test
    void shouldChangeWhatItSaysItChanges() {
        commands.run("set maxload 2.5");
        commands.run("set timeout 61");
        commands.run("set loglevel internals 3");
        commands.run("set loglevel -9 core");
        commands.run("debug two off");
        commands.run("standby");
        assertThat(relay.settings).containsEntry(CliSetting.MAX_LOAD, 2.5).containsEntry(CliSetting.TIMEOUT, 61.0);
        assertThat(relay.logLevels).containsEntry("internals", 3).containsEntry("core", 7);
        assertThat(relay.debug).containsEntry("two", false);
        assertThat(relay.isForeign).isTrue();
        assertThat(commands.run("params diff")).isEqualTo("timeout: 60 => 61\n");
        assertThat(commands.run("params revert")).isEmpty();
        assertThat(commands.run("params diff")).isEmpty();
        assertThat(commands.run("params current")).isEqualTo("max-sessions = -1\ntimeout = 60\n");
        assertThat(commands.run("params start")).isEqualTo("max-sessions = -1\ntimeout = 60\n");
    }

    @Test
    void shouldSetAndListLogLevels() {
        commands.run("set loglevel 99");
        assertThat(commands.run("list loglevel")).isEqualTo("core = 7\ninternals = 7\n");
        assertThat(commands.run("set loglevel xx 5")).isEqualTo("No such log subsystem 'xx'\n");
        assertThat(commands.run("list loglevel xx")).isEmpty();
        assertThat(commands.run("list loglevels"))
                .isEqualTo("core - Everything that isn't part of another subsystem\ninternals - Noisy low-level internals\n");
    }

    @Test
    void shouldTerminateEveryCall() {
        commands.run("terminate foreign");
        assertThat(relay.calls).hasSize(2);
        commands.run("terminate own");
        assertThat(relay.calls).isEmpty();
        assertThat(commands.run("list sessions all")).isEqualTo("No sessions on this media relay.\n");
        assertThat(commands.run("list sessions own")).isEqualTo("No own sessions on this media relay.\n");
    }

    @Test
    void shouldExplainACall() {
        assertThat(commands.run("explain two")).isEqualTo("because\n");
        assertThat(commands.run("explain x")).isEqualTo("\nCall ID not found (x).\n\n");
    }

    @Test
    void shouldShowTheLimitOfOpenFilesWithTheProcess() {
        assertThat(commands.run("list maxopenfiles"))
                .isEqualTo("Maximum open-files configured on rtpengine: 0; cat /proc/" + ProcessHandle.current().pid()
                        + "/limits\n");
    }
}
