package dev.patchbay.cli;

import dev.patchbay.cli.CallDetails.Media;
import dev.patchbay.cli.CallDetails.Party;
import dev.patchbay.cli.CallDetails.PartyType;
import dev.patchbay.cli.CallDetails.Port;
import dev.patchbay.metrics.RelayFigures;
import dev.patchbay.metrics.SampleFigures;
import dev.patchbay.metrics.TrafficFigures;
import dev.patchbay.net.TransportAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/** A relay with the two calls of the captured outputs. */
final class FakeRelay implements RelayOperator {

    private static final long NOW_S = 1_795_297_184L;

    final Map<String, CallDetails> calls = new LinkedHashMap<>();
    final Map<String, Boolean> debug = new LinkedHashMap<>();
    final Map<CliSetting, Double> settings = new EnumMap<>(CliSetting.class);
    final SequencedMap<String, String> options = new LinkedHashMap<>();
    final SequencedMap<String, Integer> logLevels = new LinkedHashMap<>();
    boolean isForeign;

    @Override
    public String offload() {
        return "In-kernel forwarding: off\n";
    }

    @Override
    public String offloadJson() {
        return "{\"on\":false}\n";
    }

    @Override
    public String tables() {
        return "No tables.\n";
    }

    FakeRelay() {
        put("two", List.of(
                new Party("ft2", PartyType.FROM_TAG, "", "", 1_206_453, List.of(""), List.of(""), List.of(
                        new Media(1, "audio", "RTP/AVP", Optional.empty(), List.of(idle(40030, 5002, false), idle(40031, 5003, true))),
                        new Media(2, "video", "RTP/AVP", Optional.empty(), List.of(idle(0, 0, false), idle(0, 1, true))))),
                new Party("", PartyType.UNKNOWN, "", "", 1_206_746, List.of("ft2"), List.of("ft2"), List.of(
                        new Media(1, "audio", "RTP/AVP", Optional.empty(), List.of(idle(40022, -1, false), idle(40023, -1, true))),
                        new Media(2, "video", "RTP/AVP", Optional.empty(), List.of(idle(0, -1, false), idle(0, -1, true)))))));
        put("call one", List.of(
                new Party("ft", PartyType.FROM_TAG, "lbl", "", 1_610_131, List.of("tt"), List.of("tt"), List.of(
                        audio(port(40012, 60142, 0x1020304L), idle(40013, 60143, true)))),
                new Party("tt", PartyType.TO_TAG, "", "z9", 1_609_556, List.of("ft"), List.of("ft"), List.of(
                        audio(port(40000, 34989, 0x5060707L), idle(40001, 34990, true))))));
        settings.put(CliSetting.MAX_SESSIONS, -1.0);
        settings.put(CliSetting.TIMEOUT, 60.0);
        settings.put(CliSetting.SILENT_TIMEOUT, 3600.0);
        options.put("max-sessions", "-1");
        options.put("timeout", "60");
        logLevels.put("core", 7);
        logLevels.put("internals", -1);
    }

    private void put(String callId, List<Party> parties) {
        CallSummary summary =
                new CallSummary(callId, false, NOW_S, TransportAddress.of("127.0.0.1", 52927), 0, false);
        calls.put(callId, new CallDetails(summary, 0, NOW_S, parties));
    }

    private static Media audio(Port... ports) {
        return new Media(1, "audio", "RTP/AVP", Optional.of("PCMA/8000"), List.of(ports));
    }

    private static Port port(int local, int remote, long ssrc) {
        return new Port(address(local), address(remote), false, ssrc, new TrafficFigures(20, 3440, 0), NOW_S);
    }

    /** @param local 0 for no socket; @param remote -1 for none known */
    private static Port idle(int local, int remote, boolean isRtcpOnly) {
        return new Port(
                local == 0 ? Optional.empty() : address(local),
                remote < 0 ? Optional.empty() : address(remote),
                isRtcpOnly, 0, TrafficFigures.NONE, NOW_S);
    }

    private static Optional<TransportAddress> address(int port) {
        return Optional.of(TransportAddress.of("127.0.0.1", port));
    }

    @Override
    public RelayFigures figures() {
        return SampleFigures.figures();
    }

    @Override
    public List<CallSummary> calls() {
        return new ArrayList<>(calls.values().stream().map(CallDetails::summary).toList());
    }

    @Override
    public Optional<CallDetails> call(String callId) {
        return Optional.ofNullable(calls.get(callId));
    }

    @Override
    public boolean terminate(String callId) {
        return calls.remove(callId) != null;
    }

    @Override
    public void setForeign(boolean isForeign) {
        this.isForeign = isForeign;
    }

    @Override
    public boolean setDebug(String callId, boolean isOn) {
        debug.put(callId, isOn);
        return calls.containsKey(callId);
    }

    @Override
    public Optional<String> explain(String callId) {
        return calls.containsKey(callId) ? Optional.of("because\n") : Optional.empty();
    }

    @Override
    public double setting(CliSetting setting) {
        return settings.getOrDefault(setting, 0.0);
    }

    @Override
    public Optional<String> change(CliSetting setting, double value) {
        if (setting == CliSetting.MAX_OPEN_FILES) {
            return Optional.of("errno = 1");
        }
        settings.put(setting, value);
        return Optional.empty();
    }

    @Override
    public List<LogSubsystem> logSubsystems() {
        return List.of(
                new LogSubsystem("core", "Everything that isn't part of another subsystem"),
                new LogSubsystem("internals", "Noisy low-level internals"));
    }

    @Override
    public OptionalInt logLevel(String subsystem) {
        Integer level = logLevels.get(subsystem);
        return level == null ? OptionalInt.empty() : OptionalInt.of(level);
    }

    @Override
    public void setLogLevel(String subsystem, int level) {
        logLevels.put(subsystem, level);
    }

    @Override
    public SequencedMap<String, String> optionsAtStart() {
        return new LinkedHashMap<>(options);
    }

    @Override
    public SequencedMap<String, String> options() {
        SequencedMap<String, String> now = new LinkedHashMap<>(options);
        now.put("timeout", Long.toString((long) setting(CliSetting.TIMEOUT)));
        return now;
    }

    @Override
    public void revertOptions() {
        settings.put(CliSetting.TIMEOUT, 60.0);
    }
}
