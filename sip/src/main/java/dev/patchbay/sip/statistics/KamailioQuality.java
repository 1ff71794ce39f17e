package dev.patchbay.sip.statistics;

import dev.patchbay.ngvalue.NgDict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The values of Kamailio's quality variables: those of the one moment with the lowest MOS, of the one with the highest, and means over
 * the sources. MOS is printed with one decimal, moments as minutes and seconds from the start of the call.
 */
public final class KamailioQuality {

    private KamailioQuality() {}

    /**
     * The values by their parameters' names without side and {@code _pv}: {@code mos_min}, {@code mos_min_at},
     * {@code mos_average_samples}. What is not known is left out.
     *
     * @param label of the parties whose sources count; empty: all sources
     */
    public static SequencedMap<String, String> of(CallStatistics statistics, Optional<String> label) {
        List<SourceQuality> sources = label.map(statistics::sourcesOfLabel).orElseGet(statistics::sources);
        TreeMap<String, String> values = new TreeMap<>();
        lowest(sources).ifPresent(moment -> addMoment(values, "mos_min", moment, statistics.created()));
        highest(sources).ifPresent(moment -> addMoment(values, "mos_max", moment, statistics.created()));
        addAverage(values, sources);
        return values;
    }

    private static Optional<NgDict> lowest(List<SourceQuality> sources) {
        Optional<NgDict> best = Optional.empty();
        for (SourceQuality source : sources) {
            if (mos(source.lowest()) >= 0 && (best.isEmpty() || mos(source.lowest()) < mos(best))) {
                best = source.lowest();
            }
        }
        return best;
    }

    private static Optional<NgDict> highest(List<SourceQuality> sources) {
        Optional<NgDict> best = Optional.empty();
        for (SourceQuality source : sources) {
            if (mos(source.highest()) > mos(best)) {
                best = source.highest();
            }
        }
        return best;
    }

    /** -1 when it is not known. */
    private static long mos(Optional<NgDict> moment) {
        return moment.isEmpty() ? -1 : moment.get().integer(QualityFigure.MOS.key()).orElse(-1);
    }

    private static void addMoment(SequencedMap<String, String> values, String name, NgDict moment, OptionalLong created) {
        for (QualityFigure figure : QualityFigure.values()) {
            OptionalLong value = moment.integer(figure.key());
            if (value.isPresent()) {
                values.put(parameter(name, figure), print(figure, value.getAsLong()));
            }
        }
        OptionalLong reported = moment.integer("reported at");
        if (reported.isPresent() && created.isPresent()) {
            long seconds = reported.getAsLong() - created.getAsLong();
            values.put(name + "_at", "%d:%02d".formatted(seconds / 60, seconds % 60));
        }
    }

    private static void addAverage(SequencedMap<String, String> values, List<SourceQuality> sources) {
        List<NgDict> averages = sources.stream().flatMap(source -> source.average().stream()).toList();
        for (QualityFigure figure : QualityFigure.values()) {
            OptionalLong mean = mean(averages, figure.key());
            if (mean.isPresent()) {
                values.put(parameter("mos_average", figure), print(figure, mean.getAsLong()));
            }
        }
        OptionalLong samples = mean(averages, "samples");
        if (samples.isPresent()) {
            values.put("mos_average_samples", Long.toString(samples.getAsLong()));
        }
    }

    private static OptionalLong mean(List<NgDict> averages, String key) {
        long sum = 0;
        long count = 0;
        for (NgDict average : averages) {
            OptionalLong value = average.integer(key);
            if (value.isPresent()) {
                sum += value.getAsLong();
                count++;
            }
        }
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(sum / count);
    }

    private static String parameter(String name, QualityFigure figure) {
        return figure == QualityFigure.MOS ? name : name + "_" + figure.word();
    }

    private static String print(QualityFigure figure, long value) {
        return figure == QualityFigure.MOS ? value / 10 + "." + value % 10 : Long.toString(value);
    }
}
