package dev.patchbay.cli;

import dev.patchbay.metrics.RelayFigures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/** The relay as the person in charge of it sees it: what the CLI shows and changes. Any thread. */
public interface RelayOperator {

    RelayFigures figures();

    /** Every call, in any order. */
    List<CallSummary> calls();

    Optional<CallDetails> call(String callId);

    /** Ends a call at once. */
    boolean terminate(String callId);

    /** Makes every call this relay's own, or a call that it only stands by for. */
    void setForeign(boolean isForeign);

    /** Logs everything about one call from now on, or no longer; false when there is no such call. */
    boolean setDebug(String callId, boolean isOn);

    /** Which rule chose each endpoint of a call, and what became of its packets. */
    Optional<String> explain(String callId);

    /** In-kernel forwarding, and a line for each stream that says where it is forwarded. */
    String offload();

    /** The same for programs, as JSON. */
    String offloadJson();

    /** Tables of in-kernel forwarding on this host, of any daemon. */
    String tables();

    double setting(CliSetting setting);

    /**
     * Changes a setting from now on.
     *
     * @param value within the setting's range
     * @return why it could not be changed; empty when it was
     */
    Optional<String> change(CliSetting setting, double value);

    List<LogSubsystem> logSubsystems();

    /** Empty when there is no such subsystem. */
    OptionalInt logLevel(String subsystem);

    /** @param level 0..7 as in syslog, less for nothing at all */
    void setLogLevel(String subsystem, int level);

    /** Options by name as they were at the start, printed as {@code name = value}. */
    SequencedMap<String, String> optionsAtStart();

    /** The same options as they are now. */
    SequencedMap<String, String> options();

    /** Sets every option back to what it was at the start. */
    void revertOptions();

    /** @param description one line */
    record LogSubsystem(String name, String description) {}
}
