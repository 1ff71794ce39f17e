package dev.patchbay.call;

import dev.patchbay.quality.SsrcReport;
import java.util.List;

/**
 * A look at a call, for query and delete replies, CLI and explain.
 *
 * @param state what was in force then
 * @param listed the parties asked for, those alone are counted
 * @param ssrcs RTCP statistics of the call
 */
public record CallReport(Call call, CallState state, List<Participant> listed, List<SsrcReport> ssrcs) {

    public CallReport {
        listed = List.copyOf(listed);
        ssrcs = List.copyOf(ssrcs);
    }
}
