package dev.patchbay.metrics;

import dev.patchbay.offload.OffloadSummary;
import dev.patchbay.offload.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The metrics page in Prometheus' text format 0.0.4, with rtpengine's names. Unlike there, all samples of a family stand
 * together, as the format asks.
 */
public final class PrometheusText {

    /** The content type of the page. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "rtpengine_";

    /** For figures that rtpengine does not have. */
    private static final String OWN_PREFIX = "patchbay_";

    private final StringBuilder page = new StringBuilder(8192);

    private PrometheusText() {}

    public static String of(RelayFigures figures) {
        PrometheusText text = new PrometheusText();
        text.plainFigures(figures);
        text.proxies(figures.proxies());
        text.interfaces(figures.interfaces());
        text.doors(figures.doors());
        text.kernel(figures.kernel());
        text.ice(figures.ice());
        return text.page.toString();
    }

    /** The same, with how packets are exchanged with the system. */
    public static String of(RelayFigures figures, MediaIoFigures mediaIo) {
        PrometheusText text = new PrometheusText();
        text.page.append(of(figures));
        text.mediaIo(mediaIo);
        return text.page.toString();
    }

    private void mediaIo(MediaIoFigures figures) {
        String tier = OWN_PREFIX + "media_io";
        begin(tier, "How packets are exchanged with the system, and why so", Metric.Type.GAUGE);
        sample(tier, labels("tier", figures.tier(), "reason", figures.reason()), FigureValue.count(1));
        own("media_workers", "Media worker threads", Metric.Type.GAUGE, figures.workers());
        own(
                "media_receive_overflow_total",
                "UDP datagrams the system dropped because a receive buffer was full, in this network namespace",
                Metric.Type.COUNTER,
                figures.receiveOverflow());
        own(
                "media_send_errors_total",
                "Packets the system refused to send",
                Metric.Type.COUNTER,
                figures.totals().sendErrors());
        own(
                "media_stray_packets_total",
                "Packets for a port that no call uses any more",
                Metric.Type.COUNTER,
                figures.totals().strayPackets());
        own(
                "media_commands_rejected_total",
                "Plans and requests that found the queue of their media worker full",
                Metric.Type.COUNTER,
                figures.totals().commandsRejected());
        own(
                "media_failures_total",
                "Exceptions in media workers",
                Metric.Type.COUNTER,
                figures.totals().failures());
    }

    private void own(String name, String help, Metric.Type type, long value) {
        begin(OWN_PREFIX + name, help, type);
        sample(OWN_PREFIX + name, "", FigureValue.count(value));
    }

    private void plainFigures(RelayFigures figures) {
        Map<String, StringBuilder> families = new LinkedHashMap<>();
        for (Figure figure : Figure.values()) {
            figure.metric().ifPresent(metric -> {
                String name = PREFIX + metric.family();
                StringBuilder family =
                        families.computeIfAbsent(name, _ -> head(name, figure.label(), metric.type()));
                family.append(name);
                if (!metric.labelName().isEmpty()) {
                    family.append(labels(metric.labelName(), metric.labelValue()));
                }
                family.append(' ').append(figure.read(figures).text()).append('\n');
            });
        }
        families.values().forEach(page::append);
    }

    private void proxies(List<ProxyFigures> proxies) {
        begin(PREFIX + "requests_total", "Control requests", Metric.Type.COUNTER);
        for (ProxyFigures proxy : proxies) {
            for (ControlCommand command : ControlCommand.values()) {
                sample(
                        PREFIX + "requests_total",
                        labels("proxy", proxy.proxy().toString(), "request", command.wireName()),
                        FigureValue.count(proxy.of(command).count()));
            }
        }
        begin(PREFIX + "request_seconds_total", "Time taken by control requests", Metric.Type.COUNTER);
        for (ProxyFigures proxy : proxies) {
            for (ControlCommand command : ControlCommand.values()) {
                sample(
                        PREFIX + "request_seconds_total",
                        labels("proxy", proxy.proxy().toString(), "request", command.wireName()),
                        FigureValue.decimal(proxy.of(command).seconds()));
            }
        }
        begin(PREFIX + "errors_total", "Control requests answered with an error", Metric.Type.COUNTER);
        for (ProxyFigures proxy : proxies) {
            sample(
                    PREFIX + "errors_total",
                    labels("proxy", proxy.proxy().toString()),
                    FigureValue.count(proxy.errors()));
        }
    }

    private void interfaces(List<InterfaceFigures> interfaces) {
        begin(PREFIX + "ports_used", "Media ports in use", Metric.Type.GAUGE);
        interfaces.forEach(i -> sample(PREFIX + "ports_used", labels(i), FigureValue.count(i.portsUsed())));
        begin(PREFIX + "ports_free", "Media ports free", Metric.Type.GAUGE);
        interfaces.forEach(i -> sample(PREFIX + "ports_free", labels(i), FigureValue.count(i.portsFree())));
        begin(PREFIX + "ports", "Media ports", Metric.Type.GAUGE);
        interfaces.forEach(i -> sample(PREFIX + "ports", labels(i), FigureValue.count(i.ports())));
    }

    private void doors(List<DoorFigures> doors) {
        String dropped = OWN_PREFIX + "control_dropped_total";
        begin(dropped, "Control requests dropped because too many were being worked on", Metric.Type.COUNTER);
        doors.forEach(d -> sample(
                dropped,
                labels("door", d.name()),
                FigureValue.count(d.counts().overloaded())));
        String failed = OWN_PREFIX + "control_failed_total";
        begin(failed, "Control requests that failed by a fault of the relay or of its socket", Metric.Type.COUNTER);
        doors.forEach(d -> sample(
                failed, labels("door", d.name()), FigureValue.count(d.counts().failed())));
    }

    private void kernel(KernelFigures kernel) {
        OffloadSummary summary = kernel.summary();
        String state = OWN_PREFIX + "kernel_forwarding";
        begin(state, "Whether media can be forwarded in the kernel, and why or where", Metric.Type.GAUGE);
        sample(state, labels("reason", summary.reason()), FigureValue.count(summary.isOn() ? 1 : 0));
        String attach = OWN_PREFIX + "kernel_attach";
        begin(attach, "How programs are attached to interfaces: tcx, clsact; auto while none is", Metric.Type.GAUGE);
        sample(attach, labels("way", summary.attach().word()), FigureValue.count(summary.isOn() ? 1 : 0));
        String streams = OWN_PREFIX + "kernel_streams";
        begin(streams, "Media streams in the kernel", Metric.Type.GAUGE);
        sample(streams, "", FigureValue.count(kernel.streams()));
        byPlacement("kernel_attempts_total", "Attempts to move a stream into the kernel, by result", summary.attempts());
        byPlacement("kernel_returns_total", "Streams that came back from the kernel, by reason", summary.returns());
        String detached = OWN_PREFIX + "kernel_detached_total";
        begin(detached, "Programs that somebody else detached", Metric.Type.COUNTER);
        sample(detached, "", FigureValue.count(summary.detached()));
    }

    private void byPlacement(String name, String help, Map<Placement, Long> counts) {
        begin(OWN_PREFIX + name, help, Metric.Type.COUNTER);
        counts.forEach((placement, count) -> {
            if (count > 0 || placement.isKernel() || placement == Placement.EGRESS_STOPPED) {
                String reason = placement.name().toLowerCase(Locale.ROOT);
                sample(OWN_PREFIX + name, labels("reason", reason), FigureValue.count(count));
            }
        });
    }

    private void ice(IceFigures ice) {
        String agents = OWN_PREFIX + "ice_agents_total";
        begin(agents, "ICE agents that came to an end of their checks, or lost their peer", Metric.Type.COUNTER);
        sample(agents, labels("outcome", "completed"), FigureValue.count(ice.completed()));
        sample(agents, labels("outcome", "failed"), FigureValue.count(ice.failed()));
        sample(agents, labels("outcome", "consent_expired"), FigureValue.count(ice.consentExpired()));
        String stun = OWN_PREFIX + "stun_messages_total";
        begin(stun, "STUN messages to ICE agents", Metric.Type.COUNTER);
        sample(stun, labels("outcome", "accepted"), FigureValue.count(ice.stunAccepted()));
        sample(stun, labels("outcome", "refused"), FigureValue.count(ice.stunRefused()));
    }

    private void begin(String name, String help, Metric.Type type) {
        page.append(head(name, help, type));
    }

    private void sample(String name, String labels, FigureValue value) {
        page.append(name).append(labels).append(' ').append(value.text()).append('\n');
    }

    private static StringBuilder head(String name, String help, Metric.Type type) {
        return new StringBuilder()
                .append("# HELP ").append(name).append(' ').append(help).append('\n')
                .append("# TYPE ").append(name).append(' ').append(type.word()).append('\n');
    }

    private static String labels(InterfaceFigures figures) {
        return labels("name", figures.name(), "address", figures.address().toString());
    }

    private static String labels(String... namesAndValues) {
        StringBuilder labels = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.append(i == 0 ? "" : ",").append(namesAndValues[i]).append("=\"");
            labels.append(namesAndValues[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            labels.append('"');
        }
        return labels.append('}').toString();
    }
}
