package dev.patchbay.srtp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sources (SSRCs) seen under one key, a bounded number of them. */
final class SourceTable {

    private static final int FIRST_CAPACITY = 2;

    private final int limit;
    private @Nullable SrtpSource[] sources = new SrtpSource[FIRST_CAPACITY];
    private int count;
    private @Nullable SrtpSource latest;
    private long clock;

    /** @param limit most sources kept */
    SourceTable(int limit) {
        this.limit = limit;
    }

    /** Null when it is new. */
    @Nullable SrtpSource find(int ssrc) {
        SrtpSource present = latest;
        if (present != null && present.ssrc == ssrc) {
            return present;
        }
        for (int i = 0; i < count; i++) {
            SrtpSource source = sources[i];
            if (source != null && source.ssrc == ssrc) {
                latest = source;
                return source;
            }
        }
        return null;
    }

    boolean isFull() {
        return count == limit;
    }

    /** The table must not be full. */
    SrtpSource add(int ssrc) {
        if (count == sources.length) {
            sources = Arrays.copyOf(sources, Math.min(limit, count * 2));
        }
        SrtpSource source = new SrtpSource(ssrc);
        sources[count++] = source;
        return use(source);
    }

    /** Adds it, in place of the one that has been silent longest if need be. */
    SrtpSource addOrReplace(int ssrc) {
        if (!isFull()) {
            return add(ssrc);
        }
        int oldest = 0;
        long oldestUse = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            SrtpSource source = sources[i];
            if (source != null && source.lastUse < oldestUse) {
                oldest = i;
                oldestUse = source.lastUse;
            }
        }
        SrtpSource source = new SrtpSource(ssrc);
        sources[oldest] = source;
        return use(source);
    }

    int size() {
        return count;
    }

    /** It has sent an authentic packet; time is counted in those. */
    SrtpSource use(SrtpSource source) {
        source.lastUse = ++clock;
        latest = source;
        return source;
    }
}
