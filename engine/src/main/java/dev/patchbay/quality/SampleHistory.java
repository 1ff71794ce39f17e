package dev.patchbay.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quality samples of one source in bounded memory: sums for the average, the lowest and the highest, and a progression of a few
 * entries whose distance doubles each time they get too many. Adding allocates nothing. Owner: MediaWorker.
 */
final class SampleHistory {

    /** Most entries of the progression; after thinning half of them remain. */
    static final int MAX_ENTRIES = 12;

    private static final int FIRST_INTERVAL_S = 1;

    private static final int MOS = 0;
    private static final int ROUND_TRIP = 1;
    private static final int LEG = 2;
    private static final int JITTER = 3;
    private static final int LOSS = 4;
    private static final int REPORTED_AT = 5;
    private static final int FIELDS = 6;

    private final long[] sums = new long[FIELDS];
    private final long[] lowest = new long[FIELDS];
    private final long[] highest = new long[FIELDS];
    private final long[] latest = new long[FIELDS];
    private final long[] progression = new long[MAX_ENTRIES * FIELDS];
    private int samples;
    private int entries;
    private int intervalS = FIRST_INTERVAL_S;

    void clear() {
        Arrays.fill(sums, 0);
        samples = 0;
        entries = 0;
        intervalS = FIRST_INTERVAL_S;
    }

    void add(int mosTenths, long roundTripUs, long legUs, long jitterMs, int lossPercent, long reportedAtEpochS) {
        latest[MOS] = mosTenths;
        latest[ROUND_TRIP] = roundTripUs;
        latest[LEG] = legUs;
        latest[JITTER] = jitterMs;
        latest[LOSS] = lossPercent;
        latest[REPORTED_AT] = reportedAtEpochS;
        for (int i = 0; i < FIELDS; i++) {
            sums[i] += latest[i];
        }
        if (samples == 0 || mosTenths < lowest[MOS]) {
            System.arraycopy(latest, 0, lowest, 0, FIELDS);
        }
        if (samples == 0 || mosTenths > highest[MOS]) {
            System.arraycopy(latest, 0, highest, 0, FIELDS);
        }
        samples++;
        addToProgression(reportedAtEpochS);
    }

    private void addToProgression(long reportedAtEpochS) {
        if (entries > 0 && reportedAtEpochS - progression[(entries - 1) * FIELDS + REPORTED_AT] < intervalS) {
            return;
        }
        if (entries == MAX_ENTRIES) {
            thin();
            addToProgression(reportedAtEpochS);
            return;
        }
        System.arraycopy(latest, 0, progression, entries * FIELDS, FIELDS);
        entries++;
    }

    /** Keeps every second entry. */
    private void thin() {
        for (int i = 0; 2 * i < entries; i++) {
            System.arraycopy(progression, 2 * i * FIELDS, progression, i * FIELDS, FIELDS);
        }
        entries = (entries + 1) / 2;
        intervalS *= 2;
    }

    int intervalSeconds() {
        return intervalS;
    }

    SsrcReport.@Nullable Sample average() {
        if (samples == 0) {
            return null;
        }
        return new SsrcReport.Sample(
                (int) (sums[MOS] / samples),
                sums[ROUND_TRIP] / samples,
                sums[LEG] / samples,
                sums[JITTER] / samples,
                (int) (sums[LOSS] / samples),
                0,
                samples);
    }

    SsrcReport.@Nullable Sample lowest() {
        return samples == 0 ? null : sample(lowest, 0);
    }

    SsrcReport.@Nullable Sample highest() {
        return samples == 0 ? null : sample(highest, 0);
    }

    List<SsrcReport.Sample> progression() {
        List<SsrcReport.Sample> list = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            list.add(sample(progression, i * FIELDS));
        }
        return list;
    }

    private static SsrcReport.Sample sample(long[] from, int at) {
        return new SsrcReport.Sample(
                (int) from[at + MOS],
                from[at + ROUND_TRIP],
                from[at + LEG],
                from[at + JITTER],
                (int) from[at + LOSS],
                from[at + REPORTED_AT],
                1);
    }
}
