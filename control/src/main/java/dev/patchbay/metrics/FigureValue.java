package dev.patchbay.metrics;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * One value in the form all outputs show it.
 *
 * @param integer present where the ng protocol carries an integer; else it carries the text
 */
record FigureValue(String text, OptionalLong integer) {

    static FigureValue count(long count) {
        return new FigureValue(Long.toString(count), OptionalLong.of(count));
    }

    /** A whole number that the ng protocol carries as text. */
    static FigureValue textual(long number) {
        return new FigureValue(Long.toString(number), OptionalLong.empty());
    }

    /** Six decimals. */
    static FigureValue decimal(double value) {
        return new FigureValue(String.format(Locale.ROOT, "%.6f", value), OptionalLong.empty());
    }

    /** Two decimals. */
    static FigureValue percent(double value) {
        return new FigureValue(String.format(Locale.ROOT, "%.2f", value), OptionalLong.empty());
    }
}
