package dev.patchbay.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.daemon.Signals.Kind;
import dev.patchbay.log.LogLevels;
import dev.patchbay.log.Subsystem;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RelayProgramTest {

    private static final String[] MINIMAL = {"-f", "-E", "-i", "127.0.0.1", "-n", "127.0.0.1:2223"};

    @TempDir
    Path directory;

    private final ProgramHarness harness = new ProgramHarness();

    @AfterEach
    void restoreLevels() {
        LogLevels.ofProcess().setDefaults(LogLevels.DEFAULT_LEVEL);
    }

    @Test
    void shouldStartAndEndWithStatusZeroOnSigterm() throws InterruptedException {
        assertThat(run(MINIMAL)).isZero();

        assertThat(harness.started).isPresent();
        assertThat(harness.closed).isTrue();
        assertThat(harness.errors().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("\\[\\d+\\.\\d{6}] INFO: \\[core] Startup complete, version 1\\.2\\.3 \\(after 7 ms\\)"),
                        line -> assertThat(line).endsWith("INFO: [core] Version 1.2.3 shutting down"));
    }

    @Test
    void shouldTellTheServiceManagerThatItIsReadyAndThatItStops() throws InterruptedException {
        assertThat(run(MINIMAL)).isZero();
        assertThat(harness.toldServiceManager).containsExactly("@service-manager READY=1", "@service-manager STOPPING=1");
        harness.toldServiceManager.clear();

        assertThat(run(draining())).isZero();
        assertThat(harness.toldServiceManager)
                .containsExactly("@service-manager READY=1", "@service-manager STOPPING=1\nEXTEND_TIMEOUT_USEC=90000000");
    }

    @Test
    void shouldEndOnSigintAndOutliveSighup() throws InterruptedException {
        harness.whenReady = program -> {
            program.signals.get(Kind.HUP).run();
            assertThat(program.closed).isFalse();
            program.signals.get(Kind.INT).run();
        };

        assertThat(run(MINIMAL)).isZero();
        assertThat(harness.closed).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--bogus | Fatal error: unknown option --bogus (see --help)",
                "-n 127.0.0.1:2223 | Fatal error: missing option --interface",
                "-i 127.0.0.1 | Fatal error: missing option --listen-ng",
                "--tos=300 | Fatal error: option --tos: 300 is not within 0..255 (command line)",
                "-i 127.0.0.1 -n 2223 --redis=127.0.0.1:6379/1 | option --redis is not available yet: calls would not survive a restart",
                "--config-file=/nonexistent | Fatal error: configuration file '/nonexistent' does not exist",
            })
    void shouldEndWithStatus255AndSayWhy(String line, String message) throws InterruptedException {
        assertThat(run(line.split(" "))).isEqualTo(255);

        assertThat(harness.errors()).contains("CRIT: [core] ", message);
        assertThat(harness.started).isEmpty();
    }

    @Test
    void shouldEndWithStatus255WhenTheRelayCannotStart() throws InterruptedException {
        harness.startFailure = Optional.of(new BindException("listen-ng 1.2.3.4:2223: Cannot assign requested address"));

        assertThat(run(MINIMAL)).isEqualTo(255);
        assertThat(harness.errors())
                .contains("CRIT: [core] Fatal error: listen-ng 1.2.3.4:2223: Cannot assign requested address");
    }

    @Test
    void shouldPrintVersionHelpAndCodecsWithoutStarting() throws InterruptedException {
        assertThat(run("-v", "-E")).isZero();
        assertThat(harness.output()).isEqualTo("Version: 1.2.3\n");
        harness.out.reset();

        assertThat(run("--config-file=/nonexistent", "--help")).isZero();
        assertThat(harness.output()).startsWith("Usage:\n  rtpengine ");
        harness.out.reset();

        assertThat(run("--codecs")).isZero();
        assertThat(harness.output())
                .startsWith("                PCMA: not supported\n                PCMU: not supported\n")
                .contains("     telephone-event: not supported\n");
        assertThat(harness.started).isEmpty();
    }

    @Test
    void shouldReadTheDefaultFileAndWarnOfOptionsWithoutEffect() throws Exception {
        Files.writeString(
                directory.resolve("rtpengine.conf"),
                "[rtpengine]\nhttp-threads = 2\ninterface = 127.0.0.1\nlisten-ng = 2223\nforeground = true\nlog-stderr = true\nbogus = 1\n");

        assertThat(run()).isZero();

        assertThat(harness.errors().lines().filter(line -> line.contains("WARNING")))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("ignoring 'bogus'", "rtpengine.conf:7"),
                        line -> assertThat(line).contains("option --http-threads has no effect", "rtpengine.conf:2"));
    }

    @Test
    void shouldGoToTheBackgroundUnlessToldNotTo() throws InterruptedException {
        harness.detachedStatus = 3;

        assertThat(run("-i", "127.0.0.1", "-n", "2223")).isEqualTo(3);
        assertThat(harness.started).isEmpty();

        assertThat(run(MINIMAL)).isZero();
        assertThat(harness.started).isPresent();
    }

    @Test
    void shouldNotGoToTheBackgroundWithBadOptions() throws InterruptedException {
        harness.detachedStatus = 0;

        assertThat(run("-n", "2223")).isEqualTo(255);
    }

    @Test
    void shouldWriteItsProcessIdAndRemoveTheFileAtTheEnd() throws Exception {
        Path pidFile = directory.resolve("relay.pid");
        harness.whenReady = program -> {
            assertThat(pidFile).hasContent("4711\n");
            program.signals.get(Kind.TERM).run();
        };

        assertThat(run("-f", "-E", "-i", "127.0.0.1", "-n", "2223", "-p", pidFile.toString())).isZero();
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void shouldLeaveThePidFileOfAnotherProcess() throws Exception {
        Path pidFile = directory.resolve("relay.pid");
        harness.whenReady = program -> {
            overwrite(pidFile, "5\n");
            program.signals.get(Kind.TERM).run();
        };

        assertThat(run("-f", "-E", "-i", "127.0.0.1", "-n", "2223", "-p", pidFile.toString())).isZero();
        assertThat(pidFile).hasContent("5\n");
    }

    @Test
    void shouldNotStartWithoutItsPidFile() throws InterruptedException {
        Path pidFile = directory.resolve("nosuch").resolve("relay.pid");

        assertThat(run("-f", "-E", "-i", "127.0.0.1", "-n", "2223", "-p", pidFile.toString())).isEqualTo(255);
        assertThat(harness.errors()).contains("PID file '" + pidFile + "' cannot be created: there is no such directory");
        assertThat(harness.closed).isTrue();
    }

    @Test
    void shouldChangeLogLevelsBySignal() throws InterruptedException {
        harness.whenReady = program -> {
            program.signals.get(Kind.USR1).run();
            assertThat(LogLevels.ofProcess().get(Subsystem.CORE)).isEqualTo(5);
            program.signals.get(Kind.USR2).run();
            program.signals.get(Kind.USR2).run();
            assertThat(LogLevels.ofProcess().get(Subsystem.CORE)).isEqualTo(7);
            assertThat(LogLevels.ofProcess().get(Subsystem.INTERNALS)).isZero();
            program.signals.get(Kind.TERM).run();
        };

        assertThat(run(MINIMAL)).isZero();
        assertThat(harness.errors())
                .contains(
                        "NOTICE: [core] Decreased 'core' log level to 5",
                        "NOTICE: [dtx] Decreased 'dtx' log level to 5",
                        "DEBUG: [ice] Increased 'ice' log level to 7",
                        "EMERG: [internals] Increased 'internals' log level to 0");
    }

    @Test
    void shouldEndAtOnceWithCallsUpUnlessToldToDrain() throws InterruptedException {
        harness.calls = 5;

        assertThat(run(MINIMAL)).isZero();
        assertThat(harness.errors()).doesNotContain("Draining");
    }

    @Test
    void shouldWaitForCallsToEndWhenDraining() throws InterruptedException {
        harness.calls = 4;
        harness.onCallCount = () -> {
            assertThat(harness.refusesCalls).isTrue();
            assertThat(harness.closed).isFalse();
            harness.calls--;
        };

        assertThat(run(draining())).isZero();
        assertThat(harness.calls).isZero();
        assertThat(harness.errors()).contains("INFO: [core] Draining: waiting up to 60 seconds for 2 calls to end");
    }

    @Test
    void shouldGiveUpDrainingAtTheTimeout() throws InterruptedException {
        harness.calls = 1;
        harness.onCallCount = () -> harness.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(40));

        assertThat(run(draining())).isZero();
        assertThat(harness.calls).isEqualTo(1);
        assertThat(harness.closed).isTrue();
    }

    @Test
    void shouldStopDrainingOnASecondSignal() throws InterruptedException {
        harness.calls = 1;
        harness.onCallCount = () -> harness.signals.get(Kind.TERM).run();

        assertThat(run(draining())).isZero();
        assertThat(harness.closed).isTrue();
    }

    private static String[] draining() {
        return new String[] {"-f", "-E", "-i", "127.0.0.1", "-n", "2223", "--drain-timeout=60"};
    }

    private int run(String... arguments) throws InterruptedException {
        return harness.run(directory.resolve("rtpengine.conf"), arguments);
    }

    private static void overwrite(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
