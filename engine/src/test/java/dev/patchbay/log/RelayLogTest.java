package dev.patchbay.log;

import static dev.patchbay.log.Sensitive.sensitive;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelayLogTest {

    private final LogLevels levels = new LogLevels();
    private final RecordingLogger logger = new RecordingLogger();
    private final RelayLog log = new RelayLog(Subsystem.CORE, levels, logger);

    @Test
    void shouldPrefixLinesWithCallIdAndSubsystem() {
        CallScope.run("abc@host", () -> log.info("Replying to '{}' in {} ms", "offer", 3));
        log.notice("no call");

        assertThat(logger.lines)
                .containsExactly("INFO [abc@host]: [core] Replying to 'offer' in 3 ms", "INFO [core] no call");
    }

    @Test
    void shouldNameTheMediaPortWhenBound() {
        ScopedValue.where(CallScope.CALL_ID, "c1").where(CallScope.LOCAL_PORT, 40000).run(() -> log.warn("late"));

        assertThat(logger.lines).containsExactly("WARNING [c1 port 40000]: [core] late");
    }

    @Test
    void shouldWriteOnlyWhatTheLevelAllows() {
        log.debug("hidden");
        levels.set(Subsystem.CORE, Severity.DEBUG.number());
        log.debug("shown");
        levels.set(Subsystem.CORE, Severity.ERR.number());
        log.warn("hidden");
        log.error("shown too");
        levels.set(Subsystem.CORE, -1);
        log.critical("hidden");

        assertThat(logger.lines).containsExactly("DEBUG [core] shown", "ERROR [core] shown too");
    }

    @Test
    void shouldWriteEverythingOfACallUnderDebugging() {
        ScopedValue.where(CallScope.CALL_ID, "c1").where(CallScope.DEBUG, true).run(() -> log.debug("detail"));

        assertThat(logger.lines).containsExactly("DEBUG [c1]: [core] detail");
    }

    @Test
    void shouldKeepTextWithBracesAndQuotesAsItIs() {
        log.info("{ \"command\": '{0}' } {}");
        log.info("it's {} and {}", "{1}", null);

        assertThat(logger.lines)
                .containsExactly("INFO [core] { \"command\": '{0}' } {}", "INFO [core] it's {1} and (null)");
    }

    @Test
    void shouldNotLoseArgumentsWithoutPlace() {
        log.info("one {}", 1, 2, 3);

        assertThat(logger.lines).containsExactly("INFO [core] one 1 2 3");
    }

    @Test
    void shouldMarkSensitiveArgumentsOnly() {
        log.info("tag '{}' on {}", sensitive("alice"), "eth0");

        LogEntry entry = logger.entries.getFirst();
        assertThat(entry.text(new LogMarks("<<", ">>"))).isEqualTo("tag '<<alice>>' on eth0");
        assertThat(entry.text(LogMarks.NONE)).isEqualTo("tag 'alice' on eth0");
    }

    @Test
    void shouldPrintTheStackTraceOfACause() {
        log.error(new IllegalStateException("broken"), "call {} ended", "c1");

        assertThat(logger.lines.getFirst())
                .startsWith("ERROR [core] call c1 ended: java.lang.IllegalStateException: broken")
                .contains("shouldPrintTheStackTraceOfACause");
    }

    @Test
    void shouldShareLevelsOfTheProcess() {
        assertThat(RelayLog.of(Subsystem.ICE)).isSameAs(RelayLog.of(Subsystem.ICE));
        assertThat(RelayLog.of(Subsystem.ICE).isEnabled(Severity.INFO)).isTrue();
        assertThat(RelayLog.of(Subsystem.INTERNALS).isEnabled(Severity.EMERG)).isFalse();
    }

    @Test
    void shouldNotWriteRecordStreamsUnlessAskedFor() {
        assertThat(LogStream.CDR.isEnabled()).isFalse();
        assertThat(LogStream.DTMF.loggerName()).isEqualTo("dev.patchbay.log.dtmf");
    }
}
