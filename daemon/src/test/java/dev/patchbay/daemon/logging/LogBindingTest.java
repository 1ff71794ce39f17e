package dev.patchbay.daemon.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.daemon.logging.LogOptions.Format;
import dev.patchbay.log.CallScope;
import dev.patchbay.log.LogMarks;
import dev.patchbay.log.LogStream;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Sensitive;
import dev.patchbay.log.Subsystem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogBindingTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1795294869, 7_409_999));

    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final List<String> syslog = new ArrayList<>();
    private final RelayLog core = RelayLog.of(Subsystem.CORE);

    private final LogBinding binding = new LogBinding(
            stderr, facility -> (severity, line) -> syslog.add(facility + "." + severity + " " + line), CLOCK);

    @AfterEach
    void restoreTheProcess() {
        binding.apply(LogOptions.AT_START);
    }

    @Test
    void shouldWriteRtpenginesLinesToStderr() {
        binding.apply(LogOptions.AT_START);

        core.info("Startup complete, version {}", "1.0");
        CallScope.run("abc@host", () -> core.notice("Creating new call"));
        RelayLog.of(Subsystem.CONTROL).debug("hidden");

        assertThat(stderrLines())
                .containsExactly(
                        "[1795294869.007409] INFO: [core] Startup complete, version 1.0",
                        "[1795294869.007409] NOTICE: [abc@host]: [core] Creating new call");
        assertThat(syslog).isEmpty();
    }

    @Test
    void shouldObeyLevelsTimestampsAndParsableFormat() {
        LogOptions options = new LogOptions(
                3,
                Map.of(Subsystem.ICE, 7),
                true,
                false,
                new Format(true, false, 0, new LogMarks("<<", ">>")),
                "daemon",
                Optional.empty(),
                Optional.empty());
        binding.apply(options);

        core.warn("hidden");
        ScopedValue.where(CallScope.CALL_ID, "c1")
                .where(CallScope.LOCAL_PORT, 40000)
                .run(() -> RelayLog.of(Subsystem.ICE).debug("from {}", Sensitive.sensitive("192.0.2.1")));

        assertThat(stderrLines())
                .containsExactly("DEBUG: [ID=\"<<c1>>\" port=\"40000\"]: [ice] from <<192.0.2.1>>");
    }

    @Test
    void shouldWriteToSyslogAndWarningsToStderrToo() {
        binding.apply(syslogOptions(Format.DEFAULT));

        core.info("one");
        core.warn("two");

        assertThat(syslog).containsExactly("local1.INFO INFO: [core] one", "local1.WARNING WARNING: [core] two");
        assertThat(stderrLines()).containsExactly("[1795294869.007409] WARNING: [core] two");
    }

    @Test
    void shouldFallBackToStderrWithoutSyslog() {
        LogBinding withoutSyslog = new LogBinding(
                stderr,
                _ -> {
                    throw new IOException("no /dev/log");
                },
                CLOCK);

        withoutSyslog.apply(syslogOptions(Format.DEFAULT));
        core.info("one");

        assertThat(stderrLines())
                .contains(
                        "[1795294869.007409] WARNING: [core] No syslog, logging to stderr: no /dev/log",
                        "[1795294869.007409] INFO: [core] one");
    }

    @Test
    void shouldWriteRecordsToTheirOwnFacilityOnly() {
        binding.apply(syslogOptions(Format.DEFAULT));

        assertThat(LogStream.CDR.isEnabled()).isTrue();
        assertThat(LogStream.DTMF.isEnabled()).isFalse();
        LogStream.CDR.write("ci=c1, tos={0}");
        LogStream.DTMF.write("lost");

        assertThat(syslog).containsExactly("local3.INFO ci=c1, tos={0}");
        assertThat(stderrLines()).isEmpty();
    }

    @Test
    void shouldBreakLongLinesForSyslogAndMarkTheBreaks() {
        binding.apply(syslogOptions(Format.DEFAULT));

        CallScope.run("c1", () -> core.info("x".repeat(1001)));

        String chunk = "x".repeat(500);
        assertThat(syslog)
                .containsExactly(
                        "local1.INFO INFO: [c1]: [core] " + chunk + " ...",
                        "local1.INFO INFO: [c1]: ... " + chunk + " ...",
                        "local1.INFO INFO: [c1]: ... x");
    }

    @Test
    void shouldSplitMessagesOfSeveralLinesWhenAsked() {
        binding.apply(syslogOptions(new Format(false, true, -1, LogMarks.NONE)));

        core.info("v=0\r\no=-\r\n");

        assertThat(syslog).containsExactly("local1.INFO INFO: [core] v=0 ...", "local1.INFO INFO: ... o=-");
    }

    @Test
    void shouldNotLetPeersForgeLines() {
        binding.apply(LogOptions.AT_START);

        CallScope.run("c1\n[0.0] CRIT: \u001b[31mfake", () -> core.info("text \u001b[31m\u0000"));

        assertThat(stderrLines())
                .containsExactly("[1795294869.007409] INFO: [c1?[0.0] CRIT: ?[31mfake]: [core] text ?[31m?");
    }

    @Test
    void shouldPassOnWarningsOfLibrariesOnly() {
        binding.apply(LogOptions.AT_START);

        LoggerFactory.getLogger("org.library").info("hidden");
        LoggerFactory.getLogger("org.library").warn("slow {}", "disk", new IllegalStateException("why"));
        System.getLogger("org.other").log(System.Logger.Level.ERROR, "broken");

        assertThat(stderrLines().getFirst())
                .isEqualTo("[1795294869.007409] WARNING: [core] org.library: slow disk: java.lang.IllegalStateException: why");
        assertThat(stderrLines().getLast()).isEqualTo("[1795294869.007409] ERR: [core] org.other: broken");
    }

    private static LogOptions syslogOptions(Format format) {
        return new LogOptions(6, Map.of(), false, true, format, "local1", Optional.of("local3"), Optional.empty());
    }

    private List<String> stderrLines() {
        return stderr.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
