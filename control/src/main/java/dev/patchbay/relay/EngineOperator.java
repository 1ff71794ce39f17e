package dev.patchbay.relay;

import dev.patchbay.call.Call;
import dev.patchbay.call.CallControl;
import dev.patchbay.call.CallReport;
import dev.patchbay.call.CallSettings;
import dev.patchbay.cli.CallDetails;
import dev.patchbay.cli.CallSummary;
import dev.patchbay.cli.CliSetting;
import dev.patchbay.cli.RelayOperator;
import dev.patchbay.linux.process.OpenFileLimit;
import dev.patchbay.log.LogLevels;
import dev.patchbay.log.Subsystem;
import dev.patchbay.metrics.RelayFigures;
import dev.patchbay.report.SessionView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The CLI's view of the running engine. Any thread. */
final class EngineOperator implements RelayOperator {

    private final RelayOptions options;
    private final CallControl calls;
    private final Supplier<RelayFigures> figures;
    private final SessionView sessions;
    private final Function<CallReport, String> explanation;
    private final OffloadView offload;
    private final Map<CliSetting, Setting> settings = new LinkedHashMap<>();
    private final Map<CliSetting, Double> settingsAtStart = new EnumMap<>(CliSetting.class);
    private final Map<Subsystem, Integer> levelsAtStart = new EnumMap<>(Subsystem.class);
    private final SequencedMap<String, String> atStart;

    /** How a setting is read and changed; the change says why it failed, or nothing. */
    private record Setting(Supplier<Double> read, Function<Double, Optional<String>> write) {}

    EngineOperator(
            RelayOptions options,
            CallControl calls,
            Supplier<RelayFigures> figures,
            SessionView sessions,
            Function<CallReport, String> explanation,
            OffloadView offload,
            IntSupplier controlTos,
            IntConsumer setControlTos) {
        this.options = options;
        this.calls = calls;
        this.figures = figures;
        this.sessions = sessions;
        this.explanation = explanation;
        this.offload = offload;
        CallSettings engine = calls.settings();
        settings.put(CliSetting.MAX_OPEN_FILES, new Setting(EngineOperator::openFiles, _ -> Optional.of(
                "the limit of a running process cannot be raised here; set LimitNOFILE or ulimit -n")));
        number(CliSetting.MAX_SESSIONS, engine::maxSessions, engine::setMaxSessions);
        settings.put(CliSetting.MAX_CPU, new Setting(engine::maxCpuPercent, ok(engine::setMaxCpuPercent)));
        settings.put(CliSetting.MAX_LOAD, new Setting(engine::maxLoad, ok(engine::setMaxLoad)));
        settings.put(
                CliSetting.MAX_BANDWIDTH,
                new Setting(
                        () -> (double) engine.maxBandwidthBytesPerS(),
                        ok(value -> engine.setMaxBandwidthBytesPerS(value.longValue()))));
        number(CliSetting.TIMEOUT, engine::timeoutS, engine::setTimeoutS);
        number(CliSetting.SILENT_TIMEOUT, engine::silentTimeoutS, engine::setSilentTimeoutS);
        number(CliSetting.OFFER_TIMEOUT, engine::offerTimeoutS, engine::setOfferTimeoutS);
        number(CliSetting.FINAL_TIMEOUT, engine::finalTimeoutS, engine::setFinalTimeoutS);
        number(CliSetting.DELETE_DELAY, engine::deleteDelayS, engine::setDeleteDelayS);
        number(CliSetting.CONTROL_TOS, controlTos, setControlTos);
        kept(CliSetting.REDIS_ALLOWED_ERRORS, -1);
        kept(CliSetting.REDIS_DISABLE_TIME, 10);
        kept(CliSetting.REDIS_CONNECT_TIMEOUT, 1000);
        kept(CliSetting.REDIS_CMD_TIMEOUT, 0);
        settings.forEach((setting, access) -> settingsAtStart.put(setting, access.read.get()));
        for (Subsystem subsystem : Subsystem.values()) {
            levelsAtStart.put(subsystem, LogLevels.ofProcess().get(subsystem));
        }
        atStart = options();
    }

    /** A setting of Redis: without one it changes nothing, here as at rtpengine. */
    private void kept(CliSetting setting, int initial) {
        AtomicInteger value = new AtomicInteger(initial);
        number(setting, value::get, value::set);
    }

    private void number(CliSetting setting, IntSupplier read, IntConsumer write) {
        settings.put(setting, new Setting(() -> (double) read.getAsInt(), ok(value -> write.accept(value.intValue()))));
    }

    private static Function<Double, Optional<String>> ok(Consumer<Double> write) {
        return value -> {
            write.accept(value);
            return Optional.empty();
        };
    }

    private static double openFiles() {
        try {
            return OpenFileLimit.current().soft();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public RelayFigures figures() {
        return figures.get();
    }

    @Override
    public List<CallSummary> calls() {
        List<CallSummary> summaries = new ArrayList<>();
        calls.registry().all().forEach(call -> summaries.add(sessions.summary(call)));
        return summaries;
    }

    @Override
    public Optional<CallDetails> call(String callId) {
        return calls.inspect(callId).map(sessions::details);
    }

    @Override
    public boolean terminate(String callId) {
        return calls.terminate(callId);
    }

    /** There is no standby here: all calls are this relay's own. */
    @Override
    public void setForeign(boolean isForeign) {}

    @Override
    public boolean setDebug(String callId, boolean isOn) {
        Optional<Call> call = calls.registry().find(callId);
        call.ifPresent(c -> c.setDebug(isOn));
        return call.isPresent();
    }

    @Override
    public Optional<String> explain(String callId) {
        return calls.inspect(callId).map(explanation);
    }

    @Override
    public String offload() {
        return offload.text();
    }

    @Override
    public String offloadJson() {
        return offload.json();
    }

    @Override
    public String tables() {
        return offload.tables();
    }

    @Override
    public double setting(CliSetting setting) {
        return of(setting).read.get();
    }

    @Override
    public Optional<String> change(CliSetting setting, double value) {
        return of(setting).write.apply(value);
    }

    private Setting of(CliSetting setting) {
        Setting found = settings.get(setting);
        if (found == null) {
            throw new IllegalStateException("no access to setting " + setting);
        }
        return found;
    }

    @Override
    public List<LogSubsystem> logSubsystems() {
        List<LogSubsystem> subsystems = new ArrayList<>();
        for (Subsystem subsystem : Subsystem.values()) {
            subsystems.add(new LogSubsystem(subsystem.displayName(), subsystem.description()));
        }
        return subsystems;
    }

    @Override
    public OptionalInt logLevel(String subsystem) {
        return Subsystem.named(subsystem)
                .map(s -> OptionalInt.of(LogLevels.ofProcess().get(s)))
                .orElse(OptionalInt.empty());
    }

    @Override
    public void setLogLevel(String subsystem, int level) {
        Subsystem.named(subsystem).ifPresent(s -> LogLevels.ofProcess().set(s, level));
    }

    @Override
    public SequencedMap<String, String> optionsAtStart() {
        return atStart;
    }

    @Override
    public SequencedMap<String, String> options() {
        return ListedOptions.of(options, LogLevels.ofProcess(), this::setting);
    }

    @Override
    public void revertOptions() {
        settingsAtStart.forEach((setting, value) -> {
            Optional<String> _ = of(setting).write.apply(value);
        });
        levelsAtStart.forEach(LogLevels.ofProcess()::set);
    }
}
