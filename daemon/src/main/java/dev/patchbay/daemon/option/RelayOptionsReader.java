package dev.patchbay.daemon.option;

import dev.patchbay.plane.EndpointLearning;
import dev.patchbay.relay.EventOptions;
import dev.patchbay.relay.HostPort;
import dev.patchbay.relay.InterfaceSpec;
import dev.patchbay.relay.LimitOptions;
import dev.patchbay.relay.ListenOptions;
import dev.patchbay.linux.datagram.MediaTier;
import dev.patchbay.relay.MediaOptions;
import dev.patchbay.plane.MosFormula;
import dev.patchbay.relay.PortRange;
import dev.patchbay.relay.RelayOptions;
import dev.patchbay.relay.TimeoutOptions;
import dev.patchbay.relay.XmlrpcFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the relay's option records from the values. Where rtpengine falls back to a default, so does this. */
public final class RelayOptionsReader {

    private final OptionValues values;

    private RelayOptionsReader(OptionValues values) {
        this.values = values;
    }

    /** @throws OptionException when something needed is missing, or values do not fit together */
    public static RelayOptions read(OptionValues values) throws OptionException {
        return new RelayOptionsReader(values).readAll();
    }

    private RelayOptions readAll() throws OptionException {
        if (values.texts(OptionTable.INTERFACE).isEmpty()) {
            throw new OptionException("missing option --interface: where media goes through, e.g. --interface=192.0.2.1");
        }
        if (values.optionalText(OptionTable.LISTEN_NG).isEmpty()
                && values.optionalText(OptionTable.LISTEN_UDP).isEmpty()
                && values.texts(OptionTable.LISTEN_HTTP).isEmpty()) {
            throw new OptionException(
                    "missing option --listen-ng, --listen-udp or --listen-http: where requests are taken, e.g. --listen-ng=127.0.0.1:2223");
        }
        List<InterfaceSpec> interfaces = values.texts(OptionTable.INTERFACE).stream()
                .map(InterfaceSpec::parse)
                .toList();
        return new RelayOptions(
                listen(),
                checked("--interface", () -> interfaces),
                checked("--port-min, --port-max", this::ports),
                timeouts(),
                limits(),
                checked("--num-threads", this::media),
                checked("--dtmf-log-dest", this::events),
                values.text(OptionTable.SOFTWARE_ID));
    }

    private static <T> T checked(String options, Supplier<T> reading) throws OptionException {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new OptionException("option " + options + ": " + e.getMessage());
        }
    }

    private ListenOptions listen() {
        return new ListenOptions(
                address(OptionTable.LISTEN_NG),
                address(OptionTable.LISTEN_UDP),
                address(OptionTable.LISTEN_CLI),
                values.texts(OptionTable.LISTEN_HTTP).stream().map(HostPort::parse).toList(),
                values.integer(OptionTable.CONTROL_TOS));
    }

    private Optional<HostPort> address(Option option) {
        return values.optionalText(option).map(HostPort::parse);
    }

    private PortRange ports() {
        return new PortRange(values.integer(OptionTable.PORT_MIN), values.integer(OptionTable.PORT_MAX));
    }

    /** Zero and less mean the default for the first three, off for the others. */
    private TimeoutOptions timeouts() {
        TimeoutOptions defaults = TimeoutOptions.DEFAULT;
        return new TimeoutOptions(
                positiveOr(OptionTable.TIMEOUT, defaults.mediaSeconds()),
                positiveOr(OptionTable.SILENT_TIMEOUT, defaults.silentSeconds()),
                positiveOr(OptionTable.OFFER_TIMEOUT, defaults.offerSeconds()),
                Math.max(0, values.integer(OptionTable.FINAL_TIMEOUT)),
                Math.max(0, values.integer(OptionTable.DELETE_DELAY)));
    }

    private int positiveOr(Option option, int otherwise) {
        int value = values.integer(option);
        return value > 0 ? value : otherwise;
    }

    private LimitOptions limits() {
        return new LimitOptions(
                Math.max(-1, values.integer(OptionTable.MAX_SESSIONS)),
                values.decimal(OptionTable.MAX_LOAD),
                values.decimal(OptionTable.MAX_CPU),
                values.integer(OptionTable.MAX_BANDWIDTH));
    }

    private MediaOptions media() {
        return new MediaOptions(
                MediaTier.valueOf(upperCase(OptionTable.MEDIA_IO)),
                Math.max(0, values.integer(OptionTable.NUM_THREADS)),
                values.integer(OptionTable.TOS),
                EndpointLearning.valueOf(upperCase(OptionTable.ENDPOINT_LEARNING)),
                MosFormula.valueOf(upperCase(OptionTable.MOS)),
                values.flag(OptionTable.SIP_SOURCE),
                values.flag(OptionTable.SAVE_INTERFACE_PORTS),
                values.integer(OptionTable.SOCKET_CPU_AFFINITY));
    }

    private String upperCase(Option option) {
        return values.text(option).toUpperCase(Locale.ROOT);
    }

    private EventOptions events() {
        return new EventOptions(
                values.optionalText(OptionTable.B2B_URL),
                XmlrpcFormat.values()[values.integer(OptionTable.XMLRPC_FORMAT)],
                address(OptionTable.DTMF_LOG_DEST));
    }
}
