package dev.patchbay.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.metrics.IntervalFigures.CommandInterval;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.OctetBuffer;
import java.util.Collections;

/** The statistics as a tree: for {@code list jsonstats}, and for the ng command {@code statistics}. */
public final class StatisticsTree {

    private StatisticsTree() {}

    /** One JSON document; numbers with decimals are JSON numbers. */
    public static String json(RelayFigures figures) {
        OctetBuffer target = new OctetBuffer(8192);
        JsonWriter writer = new JsonWriter(target);
        writer.beginObject();
        write(figures, new JsonStatistics(writer));
        writer.endObject();
        return new String(target.array(), 0, target.length(), UTF_8);
    }

    /** The value of key {@code statistics}; numbers with decimals are strings. */
    public static NgDict ng(RelayFigures figures) {
        NgStatistics statistics = new NgStatistics();
        write(figures, statistics);
        return statistics.build();
    }

    private static void write(RelayFigures figures, StatisticsSink target) {
        target.dict("currentstatistics", sink -> plain(figures, sink, Figure.Group.CURRENT, Figure.Group.RATE));
        target.dict("totalstatistics", sink -> plain(figures, sink, Figure.Group.TOTAL));
        target.dict("intervalstatistics", sink -> interval(figures.interval(), sink));
        target.dict("mos", sink -> plain(figures, sink, Figure.Group.MOS));
        target.dict("controlstatistics", sink -> control(figures, sink));
        target.list("interfaces", figures.interfaces(), StatisticsTree::networkInterface);
        target.list("transcoders", Collections.emptyList(), (_, _) -> {}); // none before there is transcoding
    }

    private static void plain(RelayFigures figures, StatisticsSink target, Figure.Group... groups) {
        for (Figure figure : Figure.of(groups)) {
            target.value(figure.jsonName(), figure.read(figures));
        }
    }

    private static void interval(IntervalFigures interval, StatisticsSink target) {
        target.value("totalcallsduration", FigureValue.decimal(interval.callsSeconds()));
        target.value("minmanagedsessions", FigureValue.count(interval.minSessions()));
        target.value("maxmanagedsessions", FigureValue.count(interval.maxSessions()));
        for (ControlCommand command : ControlCommand.values()) {
            CommandInterval figures = interval.of(command);
            target.value("min" + command.wireName() + "delay", FigureValue.decimal(figures.minDelayS()));
            target.value("max" + command.wireName() + "delay", FigureValue.decimal(figures.maxDelayS()));
            target.value("avg" + command.wireName() + "delay", FigureValue.decimal(figures.averageDelayS()));
        }
        for (ControlCommand command : ControlCommand.values()) {
            CommandInterval figures = interval.of(command);
            target.value("min" + command.wireName() + "requestrate", FigureValue.textual(figures.minRate()));
            target.value("max" + command.wireName() + "requestrate", FigureValue.textual(figures.maxRate()));
            target.value("avg" + command.wireName() + "requestrate", FigureValue.textual(figures.averageRate()));
        }
    }

    private static void control(RelayFigures figures, StatisticsSink target) {
        target.list("proxies", figures.proxies(), StatisticsTree::proxy);
        for (ControlCommand command : ControlCommand.values()) {
            long total = figures.proxies().stream()
                    .mapToLong(proxy -> proxy.of(command).count())
                    .sum();
            target.value("total" + command.shortName() + "count", FigureValue.count(total));
        }
    }

    private static void proxy(ProxyFigures proxy, StatisticsSink target) {
        target.text("proxy", proxy.proxy().toString());
        for (ControlCommand command : ControlCommand.values()) {
            ProxyFigures.CommandFigures figures = proxy.of(command);
            target.value(command.shortName() + "count", FigureValue.count(figures.count()));
            target.value(command.shortName() + "duration", FigureValue.decimal(figures.seconds()));
        }
        target.value("errorcount", FigureValue.count(proxy.errors()));
    }

    private static void networkInterface(InterfaceFigures figures, StatisticsSink target) {
        target.text("name", figures.name());
        target.text("address", figures.address().toString());
        target.dict("ports", ports -> {
            ports.value("min", FigureValue.count(figures.portMin()));
            ports.value("max", FigureValue.count(figures.portMax()));
            ports.value("used", FigureValue.count(figures.portsUsed()));
            ports.value("used_pct", FigureValue.percent(figures.usedPercent()));
            ports.value("free", FigureValue.count(figures.portsFree()));
            ports.value("totals", FigureValue.count(figures.ports()));
            ports.value("last", FigureValue.count(figures.lastPort()));
        });
    }
}
