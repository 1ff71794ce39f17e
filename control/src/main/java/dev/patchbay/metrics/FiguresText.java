package dev.patchbay.metrics;

import dev.patchbay.metrics.IntervalFigures.CommandInterval;
import java.util.Locale;

/** The figures as text for people: {@code list totals}, {@code list counters}, {@code list security}, laid out as rtpengine's. */
public final class FiguresText {

    private static final String ROW = " %-48s:%s\n";

    private FiguresText() {}

    public static String totals(RelayFigures figures) {
        StringBuilder text = new StringBuilder(8192);
        text.append("\nStatistics over currently running sessions:\n\n");
        rows(figures, text, Figure.Group.CURRENT, Figure.Group.RATE);
        text.append("\nTotal statistics (does not include current running sessions):\n\n");
        rows(figures, text, Figure.Group.TOTAL);
        text.append("\n\nGraphite interval statistics (last reported values to graphite):\n");
        interval(figures.interval(), text);
        text.append("\n\nMOS statistics:\n\n");
        rows(figures, text, Figure.Group.MOS);
        text.append("\n\nControl statistics:\n\n");
        control(figures, text);
        return text.append("\n\n\n\n").toString();
    }

    public static String counters(RelayFigures figures) {
        StringBuilder text = new StringBuilder("\nCurrent per-second counters:\n\n");
        rows(figures, text, Figure.Group.RATE);
        return text.toString();
    }

    /** SRTP and DTLS; rtpengine has nothing of the kind. */
    public static String security(RelayFigures figures) {
        StringBuilder text = new StringBuilder("\nSecurity statistics:\n\n");
        rows(figures, text, Figure.Group.SECURITY);
        return text.toString();
    }

    private static void rows(RelayFigures figures, StringBuilder text, Figure.Group... groups) {
        for (Figure figure : Figure.of(groups)) {
            text.append(String.format(ROW, figure.label(), figure.readWithUnit(figures)));
        }
    }

    private static void interval(IntervalFigures interval, StringBuilder text) {
        text.append(String.format(
                Locale.ROOT, " %-48s:%.6f seconds\n\n", "Total calls duration", interval.callsSeconds()));
        text.append(String.format(ROW, "Min managed sessions", interval.minSessions()));
        text.append(String.format(ROW, "Max managed sessions", interval.maxSessions()));
        for (ControlCommand command : ControlCommand.values()) {
            CommandInterval figures = interval.of(command);
            text.append(String.format(
                    Locale.ROOT,
                    " %-48s:%.6f/%.6f/%.6f sec\n",
                    "Min/Max/Avg " + command.wireName() + " processing delay",
                    figures.minDelayS(),
                    figures.maxDelayS(),
                    figures.averageDelayS()));
        }
        for (ControlCommand command : ControlCommand.values()) {
            CommandInterval figures = interval.of(command);
            text.append(String.format(
                    Locale.ROOT,
                    " %-48s:%d/%d/%d per sec\n",
                    "Min/Max/Avg " + command.wireName() + " requests per second",
                    figures.minRate(),
                    figures.maxRate(),
                    figures.averageRate()));
        }
    }

    private static void control(RelayFigures figures, StringBuilder text) {
        text.append(String.format(" %20s ", "Proxy"));
        for (ControlCommand command : ControlCommand.values()) {
            text.append(String.format("| %10s ", command.columnTitle()));
        }
        text.append('\n');
        for (ProxyFigures proxy : figures.proxies()) {
            text.append(String.format(" %20s ", proxy.proxy()));
            for (ControlCommand command : ControlCommand.values()) {
                text.append(String.format("| %10d ", proxy.of(command).count()));
            }
            text.append('\n');
        }
    }
}
