package dev.patchbay.metrics;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Builds the statistics tree as ng values. */
final class NgStatistics implements StatisticsSink {

    private final NgDict.Builder target = NgDict.builder();

    NgDict build() {
        return target.build();
    }

    @Override
    public void dict(String name, Consumer<StatisticsSink> content) {
        NgStatistics child = new NgStatistics();
        content.accept(child);
        target.put(name, child.build());
    }

    @Override
    public <T> void list(String name, Iterable<T> items, DictWriter<T> item) {
        List<NgValue> dicts = new ArrayList<>();
        for (T each : items) {
            NgStatistics child = new NgStatistics();
            item.write(each, child);
            dicts.add(child.build());
        }
        target.put(name, new NgList(dicts));
    }

    @Override
    public void text(String name, String text) {
        target.put(name, NgString.ofText(text));
    }

    @Override
    public void value(String name, FigureValue value) {
        if (value.integer().isPresent()) {
            target.put(name, value.integer().getAsLong());
        } else {
            target.put(name, value.text());
        }
    }
}
