package dev.patchbay.daemon.option;

import dev.patchbay.dtls.CertificateOptions;
import dev.patchbay.dtls.CertificateOptions.KeyKind;
import dev.patchbay.dtls.CertificateOptions.SignatureHash;
import dev.patchbay.dtls.DtlsCipherList;
import dev.patchbay.dtls.DtlsSettings;
import dev.patchbay.linux.datagram.MediaTier;
import dev.patchbay.linux.forward.KernelAttach;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.relay.EventOptions;
import dev.patchbay.relay.HostPort;
import dev.patchbay.relay.InterfaceSpec;
import dev.patchbay.relay.KernelOptions;
import dev.patchbay.relay.LimitOptions;
import dev.patchbay.relay.ListenOptions;
import dev.patchbay.relay.MediaOptions;
import dev.patchbay.relay.PortRange;
import dev.patchbay.relay.RelayOptions;
import dev.patchbay.relay.SecurityOptions;
import dev.patchbay.relay.TimeoutOptions;
import dev.patchbay.relay.XmlrpcFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
        int latencyBudgetUs = checked("--media-latency-budget", this::latencyBudgetUs);
        return new RelayOptions(
                listen(),
                checked("--interface", () -> interfaces),
                checked("--port-min, --port-max", this::ports),
                timeouts(),
                limits(),
                checked("--num-threads", () -> media(latencyBudgetUs)),
                checked("--table, --kernel-ports", this::kernel),
                checked("--dtls-ciphers, --dtls-cert-cipher, --dtls-rsa-key-size", this::security),
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

    private MediaOptions media(int latencyBudgetUs) {
        return new MediaOptions(
                MediaTier.valueOf(upperCase(OptionTable.MEDIA_IO)),
                Math.max(0, values.integer(OptionTable.NUM_THREADS)),
                values.integer(OptionTable.TOS),
                EndpointLearning.valueOf(upperCase(OptionTable.ENDPOINT_LEARNING)),
                MosFormula.valueOf(upperCase(OptionTable.MOS)),
                values.flag(OptionTable.SIP_SOURCE),
                values.flag(OptionTable.SAVE_INTERFACE_PORTS),
                values.flag(OptionTable.ICE_STOP_WITHOUT_CONSENT),
                values.integer(OptionTable.SOCKET_CPU_AFFINITY),
                latencyBudgetUs);
    }

    private int latencyBudgetUs() {
        return ShortTime.parseUs(values.text(OptionTable.MEDIA_LATENCY_BUDGET), MediaOptions.MAX_LATENCY_BUDGET_US);
    }

    /** rtpengine: a negative table is none, and with none there is nothing to fall back from. */
    private KernelOptions kernel() {
        int table = values.integer(OptionTable.TABLE);
        KernelOptions.Use use = values.flag(OptionTable.NO_FALLBACK) ? KernelOptions.Use.REQUIRED : KernelOptions.Use.IF_POSSIBLE;
        return new KernelOptions(
                table < 0 ? KernelOptions.Use.OFF : use,
                Math.max(0, table),
                values.integer(OptionTable.KERNEL_STREAMS),
                Set.copyOf(values.texts(OptionTable.KERNEL_INTERFACES)),
                values.optionalText(OptionTable.KERNEL_PORTS)
                        .map(RelayOptionsReader::portRange)
                        .orElse(KernelOptions.OFF.ports()),
                KernelAttach.valueOf(values.text(OptionTable.KERNEL_ATTACH).toUpperCase(Locale.ROOT)));
    }

    private static PortRange portRange(String text) {
        if (!text.matches("[0-9]{1,5}-[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' is no range of ports, such as 30000-34999");
        }
        int dash = text.indexOf('-');
        return new PortRange(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    private SecurityOptions security() {
        // rtpengine: any MTU is taken; nothing of a handshake is as long as Ethernet's frames, so more makes no difference.
        int mtu = Math.clamp(values.integer(OptionTable.DTLS_MTU), DtlsSettings.MIN_MTU_BYTES, DtlsSettings.MAX_MTU_BYTES);
        boolean isRsa = values.text(OptionTable.DTLS_CERT_CIPHER).equals("RSA");
        boolean isSha1 = values.text(OptionTable.DTLS_SIGNATURE).equals("SHA-1");
        CertificateOptions certificate = new CertificateOptions(
                isRsa ? KeyKind.RSA : KeyKind.EC_P256,
                values.integer(OptionTable.DTLS_RSA_KEY_SIZE),
                isSha1 ? SignatureHash.SHA_1 : SignatureHash.SHA_256);
        String ciphers = values.text(OptionTable.DTLS_CIPHERS);
        DtlsSettings dtls = ciphers.isEmpty()
                ? DtlsSettings.DEFAULT
                : DtlsSettings.DEFAULT.withCiphers(DtlsCipherList.parse(ciphers));
        return new SecurityOptions(
                dtls.withMtuBytes(mtu),
                certificate,
                values.flag(OptionTable.DTLS_PASSIVE),
                values.flag(OptionTable.LOG_SRTP_KEYS),
                values.text(OptionTable.SOURCE_GUARD).equals("on"),
                values.flag(OptionTable.DTLS_LEARN_SOURCE));
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
