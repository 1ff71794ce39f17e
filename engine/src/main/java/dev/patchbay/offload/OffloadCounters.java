package dev.patchbay.offload;

import java.util.concurrent.atomic.LongAdder;

/** What happened to offloaded streams since the start. Any thread. */
final class OffloadCounters {

    private final LongAdder[] begun = adders();
    private final LongAdder[] ended = adders();
    final LongAdder detached = new LongAdder();

    private static LongAdder[] adders() {
        LongAdder[] adders = new LongAdder[Placement.values().length];
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    /** An attempt, and where it led. */
    void attempted(Placement result) {
        begun[result.ordinal()].increment();
    }

    void returned(Placement why) {
        ended[why.ordinal()].increment();
    }

    long attempts(Placement result) {
        return begun[result.ordinal()].sum();
    }

    long returns(Placement why) {
        return ended[why.ordinal()].sum();
    }
}
