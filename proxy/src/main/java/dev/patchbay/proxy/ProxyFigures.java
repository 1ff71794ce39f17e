package dev.patchbay.proxy;

import java.util.concurrent.atomic.LongAdder;

/** What has passed, counted. */
public final class ProxyFigures {

    /** All zero. */
    public ProxyFigures() {}

    public final LongAdder requests = new LongAdder();
    public final LongAdder repeatedRequests = new LongAdder();
    public final LongAdder responses = new LongAdder();
    public final LongAdder strayResponses = new LongAdder();
    public final LongAdder dropped = new LongAdder();
    public final LongAdder refused = new LongAdder();
    public final LongAdder scriptFailures = new LongAdder();
}
