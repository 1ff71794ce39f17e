package dev.patchbay.relay;

import dev.patchbay.cli.CliSetting;
import dev.patchbay.log.LogLevels;
import dev.patchbay.log.Subsystem;
import dev.patchbay.relay.KernelOptions.Use;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;

/**
 * Options with their values as {@code params} of the CLI lists them: names, order and forms are rtpengine's, since scripts read them.
 * Options of functions that are not there are left out, but for those of Redis that the CLI can set.
 */
final class ListedOptions {

    private static final String NONE = "(null)";

    private final RelayOptions options;
    private final ToDoubleFunction<CliSetting> setting;
    private final SequencedMap<String, String> listed = new LinkedHashMap<>();

    private ListedOptions(RelayOptions options, ToDoubleFunction<CliSetting> setting) {
        this.options = options;
        this.setting = setting;
    }

    /** @param setting the value of each setting as it is now */
    static SequencedMap<String, String> of(RelayOptions options, LogLevels levels, ToDoubleFunction<CliSetting> setting) {
        ListedOptions list = new ListedOptions(options, setting);
        for (Subsystem subsystem : Subsystem.values()) {
            list.number("log-level-" + subsystem.displayName(), levels.get(subsystem));
        }
        list.addAll();
        return list.listed;
    }

    private void addAll() {
        boolean isKernelUsed = options.kernel().use() != Use.OFF;
        number("table", isKernelUsed ? options.kernel().table() : -1);
        number("max-sessions", CliSetting.MAX_SESSIONS);
        number("timeout", CliSetting.TIMEOUT);
        number("silent-timeout", CliSetting.SILENT_TIMEOUT);
        number("final-timeout", CliSetting.FINAL_TIMEOUT);
        number("offer-timeout", CliSetting.OFFER_TIMEOUT);
        number("delete-delay", CliSetting.DELETE_DELAY);
        number("tos", options.media().tos());
        number("control-tos", CliSetting.CONTROL_TOS);
        number("no-fallback", options.kernel().use() == Use.REQUIRED ? 1 : 0);
        number("port-min", options.ports().min());
        number("port-max", options.ports().max());
        number("num-threads", Relay.workers(options.media()));
        number("xmlrpc-format", options.events().xmlrpcFormat().ordinal());
        number("redis_allowed_errors", CliSetting.REDIS_ALLOWED_ERRORS);
        number("redis_disable_time", CliSetting.REDIS_DISABLE_TIME);
        number("redis_cmd_timeout", CliSetting.REDIS_CMD_TIMEOUT);
        number("redis_connect_timeout", CliSetting.REDIS_CONNECT_TIMEOUT);
        listed.put("max-cpu", String.format(Locale.ROOT, "%.1f", setting.applyAsDouble(CliSetting.MAX_CPU)));
        listed.put("max-load", String.format(Locale.ROOT, "%.2f", setting.applyAsDouble(CliSetting.MAX_LOAD)));
        number("max-bandwidth", CliSetting.MAX_BANDWIDTH);
        int index = 0;
        for (InterfaceSpec each : options.interfaces()) {
            listed.put("interface[" + index++ + "]", each.name() + "\\" + each.address() + " ");
        }
        listed.put("b2b_url", options.events().timeoutUrl().orElse(NONE));
        address("listen-udp", options.listen().udp());
        address("listen-ng", options.listen().ng());
        address("listen-cli", options.listen().cli());
    }

    private void number(String name, CliSetting value) {
        number(name, (long) setting.applyAsDouble(value));
    }

    private void number(String name, long value) {
        listed.put(name, Long.toString(value));
    }

    private void address(String name, Optional<HostPort> value) {
        listed.put(name, value.map(HostPort::toString).orElse(""));
    }
}
