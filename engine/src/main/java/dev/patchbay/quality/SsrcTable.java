package dev.patchbay.quality;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The RTP sources of one call in order of appearance. Only those who send get an entry, so that a forged report cannot fill the
 * table; when it is full, the entry that was silent longest is used anew. Owner: MediaWorker.
 */
public final class SsrcTable {

    /** Most sources of one call: 20 for each of two parties. */
    public static final int MAX_SOURCES = 40;

    private final List<SsrcQuality> sources = new ArrayList<>(2);

    /** That of a call that nobody has sent in yet. */
    public SsrcTable() {}

    /** The entry of a source that sends now. */
    public SsrcQuality obtain(int ssrc, long nowNs) {
        SsrcQuality source = find(ssrc);
        if (source == null) {
            if (sources.size() < MAX_SOURCES) {
                source = new SsrcQuality(ssrc);
            } else {
                source = sources.remove(longestSilent());
                source.reset(ssrc);
            }
            sources.add(source);
        }
        source.active(nowNs);
        return source;
    }

    /** Null for a source that has not sent. */
    public @Nullable SsrcQuality find(int ssrc) {
        for (int i = 0; i < sources.size(); i++) {
            SsrcQuality source = sources.get(i);
            if (source.ssrc() == ssrc) {
                return source;
            }
        }
        return null;
    }

    private int longestSilent() {
        int longest = 0;
        for (int i = 1; i < sources.size(); i++) {
            if (sources.get(i).lastActiveNs() - sources.get(longest).lastActiveNs() < 0) {
                longest = i;
            }
        }
        return longest;
    }

    /** A copy for readers on other threads. */
    public List<SsrcReport> reports() {
        List<SsrcReport> reports = new ArrayList<>(sources.size());
        for (SsrcQuality source : sources) {
            reports.add(source.report());
        }
        return reports;
    }
}
