package dev.patchbay.daemon;

import dev.patchbay.daemon.Signals.Kind;
import dev.patchbay.daemon.logging.LogOptions;
import dev.patchbay.daemon.option.ConfigurationReader;
import dev.patchbay.daemon.option.ConfigurationReader.Configuration;
import dev.patchbay.daemon.option.HelpPrinter;
import dev.patchbay.daemon.option.LogOptionsReader;
import dev.patchbay.daemon.option.OptionException;
import dev.patchbay.daemon.option.OptionTable;
import dev.patchbay.daemon.option.OptionValues;
import dev.patchbay.daemon.option.RelayOptionsReader;
import dev.patchbay.linux.process.CompilerThreads;
import dev.patchbay.log.LogLevels;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Severity;
import dev.patchbay.log.Subsystem;
import dev.patchbay.relay.RelayOptions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The life of the relay program: read options, start, wait for a signal, drain, stop. {@link #run} blocks for all of it and returns
 * the exit status; nothing here ends the process.
 */
final class RelayProgram {

    /** How often a draining relay is asked for its calls. */
    private static final long DRAIN_POLL_MS = 100;

    /** Beside serving, so that it delays nobody's start; usually less is needed. */
    private static final long WARM_UP_NS = 500_000_000;

    /** Of Java's compiler once calls may come: a third of what a media thread on the same core gets. */
    private static final int COMPILER_NICENESS = 5;

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final ProgramEnvironment environment;
    private final ShutdownRequest shutdown = new ShutdownRequest();

    RelayProgram(ProgramEnvironment environment) {
        this.environment = environment;
    }

    int run(List<String> arguments) throws InterruptedException {
        environment.logs().apply(LogOptions.AT_START);
        try {
            Configuration configuration = new ConfigurationReader(environment.defaultConfigFile()).read(arguments);
            OptionValues values = configuration.values();
            if (ConfigurationReader.isInformationOnly(values)) {
                printInformation(values);
                return ExitStatus.OK;
            }
            RelayOptions options = RelayOptionsReader.read(values);
            if (!values.flag(OptionTable.FOREGROUND) && !environment.background().isDetached()) {
                return environment.background().startDetached();
            }
            environment.logs().apply(LogOptionsReader.read(values));
            configuration.warnings().forEach(LOG::warn);
            return serve(options, values);
        } catch (OptionException e) {
            LOG.critical("Fatal error: {}", e.getMessage());
            return ExitStatus.FATAL;
        } catch (IOException e) {
            LOG.critical("Fatal error: {}", e.getMessage());
            LOG.debug("Cause: {}", e);
            return ExitStatus.FATAL;
        }
    }

    private void printInformation(OptionValues values) {
        String text;
        if (values.flag(OptionTable.HELP)) {
            text = HelpPrinter.print(environment.name());
        } else if (values.flag(OptionTable.VERSION)) {
            text = "Version: " + environment.version() + "\n";
        } else {
            text = CodecList.print();
        }
        environment.out().print(text);
        environment.out().flush();
    }

    private int serve(RelayOptions options, OptionValues values) throws IOException, InterruptedException {
        listenToSignals();
        try (RunningRelay relay = environment.relays().start(options)) {
            environment.signals().on(Kind.HUP, relay::reload);
            Optional<PidFile> pidFile = writePidFile(values);
            LOG.info("Startup complete, version {} (after {} ms)", environment.version(), environment.ageMs().getAsLong());
            environment.background().reportReady();
            environment.services().reportReady();
            Thread.ofPlatform().name("warm-up").daemon().start(() -> warmUp(relay));
            shutdown.await();
            environment.services().reportStopping(values.integer(OptionTable.DRAIN_TIMEOUT));
            drain(relay, values.integer(OptionTable.DRAIN_TIMEOUT));
            LOG.info("Version {} shutting down", environment.version());
            pidFile.ifPresent(PidFile::remove);
        }
        return ExitStatus.OK;
    }

    private static void warmUp(RunningRelay relay) {
        relay.warmUp(WARM_UP_NS);
        try {
            CompilerThreads.setNiceness(COMPILER_NICENESS);
        } catch (IOException e) {
            LOG.debug("Java's compiler keeps its priority: {}", e.getMessage());
        }
    }

    private void listenToSignals() {
        Signals signals = environment.signals();
        signals.on(Kind.TERM, shutdown::endGently);
        signals.on(Kind.INT, shutdown::endNow);
        signals.on(Kind.HUP, () -> {});
        signals.on(Kind.USR1, () -> {
            LogLevels.ofProcess().lowerAll();
            tellLogLevels("Decreased");
        });
        signals.on(Kind.USR2, () -> {
            LogLevels.ofProcess().raiseAll();
            tellLogLevels("Increased");
        });
    }

    /** With the severity of the new level itself, so that it is seen whatever the level is. */
    private static void tellLogLevels(String change) {
        for (Subsystem subsystem : Subsystem.values()) {
            int level = LogLevels.ofProcess().get(subsystem);
            Severity severity = Severity.values()[Math.clamp(level, 0, Severity.DEBUG.number())];
            RelayLog.of(subsystem).log(severity, "{} '{}' log level to {}", change, subsystem.displayName(), level);
        }
    }

    private Optional<PidFile> writePidFile(OptionValues values) throws IOException {
        Optional<String> path = values.optionalText(OptionTable.PIDFILE);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        PidFile pidFile = new PidFile(Path.of(path.get()), environment.processId());
        try {
            pidFile.write();
        } catch (NoSuchFileException e) {
            throw new IOException("PID file '" + path.get() + "' cannot be created: there is no such directory", e);
        } catch (IOException e) {
            throw new IOException("PID file '" + path.get() + "' cannot be created: " + e.getMessage(), e);
        }
        return Optional.of(pidFile);
    }

    /** Waits for the calls to end, as long as it may take and nobody is in a hurry. */
    private void drain(RunningRelay relay, int timeoutSeconds) throws InterruptedException {
        relay.refuseNewCalls();
        long deadlineNs = environment.nanoClock().getAsLong() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        boolean hasTold = false;
        while (relay.callCount() > 0 && environment.nanoClock().getAsLong() - deadlineNs < 0) {
            if (!hasTold) {
                LOG.info("Draining: waiting up to {} seconds for {} calls to end", timeoutSeconds, relay.callCount());
                hasTold = true;
            }
            if (shutdown.awaitUrgent(DRAIN_POLL_MS)) {
                return;
            }
        }
    }
}
