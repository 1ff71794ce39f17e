package dev.patchbay.metrics;

import dev.patchbay.json.JsonWriter;
import java.util.function.Consumer;

/** Writes the statistics tree as JSON. */
record JsonStatistics(JsonWriter target) implements StatisticsSink {

    @Override
    public void dict(String name, Consumer<StatisticsSink> content) {
        target.name(name).beginObject();
        content.accept(this);
        target.endObject();
    }

    @Override
    public <T> void list(String name, Iterable<T> items, DictWriter<T> item) {
        target.name(name).beginArray();
        for (T each : items) {
            target.beginObject();
            item.write(each, this);
            target.endObject();
        }
        target.endArray();
    }

    @Override
    public void text(String name, String text) {
        target.name(name).value(text);
    }

    @Override
    public void value(String name, FigureValue value) {
        target.name(name).literal(value.text());
    }
}
