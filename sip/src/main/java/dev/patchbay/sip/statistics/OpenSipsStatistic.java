package dev.patchbay.sip.statistics;

import dev.patchbay.ngvalue.NgDict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A statistic of OpenSIPS' variable {@code $rtpstat(NAME)[tag]}, computed as OpenSIPS does it: over the moments when a source's MOS was
 * at its lowest or highest. So {@code jitter-min} is the smallest jitter among the moments of lowest MOS, not the smallest jitter ever.
 */
public record OpenSipsStatistic(QualityFigure figure, Kind kind) {

    /** The second half of the name. */
    public enum Kind {
        AVERAGE,
        MIN,
        MAX,
        /** When {@link #MIN} was reported, in seconds from the start of the call. */
        MIN_AT,
        MAX_AT;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final List<QualityFigure> FIGURES =
            List.of(QualityFigure.MOS, QualityFigure.JITTER, QualityFigure.ROUND_TRIP, QualityFigure.PACKET_LOSS);

    /** @param name in upper or lower case: {@code MOS-average}, {@code jitter-min-at} */
    public static Optional<OpenSipsStatistic> named(String name) {
        for (QualityFigure figure : FIGURES) {
            for (Kind kind : Kind.values()) {
                if (name.equalsIgnoreCase(figure.word() + "-" + kind.word())) {
                    return Optional.of(new OpenSipsStatistic(figure, kind));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The value; empty where the script would see NULL.
     *
     * @param tag of the party whose sources count; empty: all sources
     */
    public OptionalLong of(CallStatistics statistics, Optional<String> tag) {
        List<SourceQuality> sources = tag.map(statistics::sourcesOfTag).orElseGet(statistics::sources);
        return switch (kind) {
            case AVERAGE -> average(sources);
            case MIN -> value(extreme(sources));
            case MAX -> value(extreme(sources));
            case MIN_AT, MAX_AT -> at(statistics, extreme(sources));
        };
    }

    private OptionalLong average(List<SourceQuality> sources) {
        long sum = 0;
        long count = 0;
        for (SourceQuality source : sources) {
            OptionalLong value = value(source.average());
            if (value.isPresent()) {
                sum += value.getAsLong();
                count++;
            }
        }
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(sum / count);
    }

    /** The moment with the smallest or largest value; the first of equal ones. */
    private Optional<NgDict> extreme(List<SourceQuality> sources) {
        boolean isMin = kind == Kind.MIN || kind == Kind.MIN_AT;
        Optional<NgDict> best = Optional.empty();
        for (SourceQuality source : sources) {
            Optional<NgDict> moment = isMin ? source.lowest() : source.highest();
            OptionalLong value = value(moment);
            if (value.isEmpty()) {
                continue;
            }
            OptionalLong before = value(best);
            boolean isBetter = before.isEmpty()
                    || (isMin ? value.getAsLong() < before.getAsLong() : value.getAsLong() > before.getAsLong());
            if (isBetter) {
                best = moment;
            }
        }
        return best;
    }

    private OptionalLong value(Optional<NgDict> moment) {
        return moment.isEmpty() ? OptionalLong.empty() : moment.get().integer(figure.key());
    }

    private static OptionalLong at(CallStatistics statistics, Optional<NgDict> moment) {
        OptionalLong reported = moment.isEmpty() ? OptionalLong.empty() : moment.get().integer("reported at");
        OptionalLong created = statistics.created();
        return reported.isEmpty() || created.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(reported.getAsLong() - created.getAsLong());
    }
}
