package dev.patchbay.metrics;

import java.util.function.Consumer;

/** Takes the statistics tree piece by piece, in order. */
interface StatisticsSink {

    void dict(String name, Consumer<StatisticsSink> content);

    /** A list of dictionaries. */
    <T> void list(String name, Iterable<T> items, DictWriter<T> item);

    void text(String name, String text);

    void value(String name, FigureValue value);

    /** Writes one item of a list. */
    @FunctionalInterface
    interface DictWriter<T> {
        void write(T item, StatisticsSink target);
    }
}
