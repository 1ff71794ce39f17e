package dev.patchbay.metrics;

import java.util.LinkedHashMap;
import java.util.List;
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
        return text.page.toString();
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
