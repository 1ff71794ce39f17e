package dev.patchbay.report;

import dev.patchbay.call.CallEvents;
import dev.patchbay.call.EndedCall;
import dev.patchbay.log.LogStream;
import dev.patchbay.relay.EventOptions;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What happens when a call ends: its CDR goes to {@link LogStream#CDR} if that is wanted, and the SIP server is told when the call
 * timed out. Called with the call's lock held, and returns at once: the callback has threads of its own, and a CDR waits for no more
 * than its log, as any log line does. Whoever made it closes it.
 */
public final class CallEndReporter implements CallEvents, AutoCloseable {

    private final CdrLine cdr;
    private final Optional<TimeoutCallback> callback;

    /**
     * @param planeNanos the clock of the media plane
     * @param configuredTos TOS of calls that have none of their own, 0..255
     * @throws IllegalArgumentException when the timeout URL is not one for HTTP
     */
    public CallEndReporter(EventOptions options, LongSupplier planeNanos, int configuredTos) {
        this.cdr = new CdrLine(planeNanos, configuredTos);
        this.callback = options.timeoutUrl().map(url -> new TimeoutCallback(url, options.xmlrpcFormat()));
    }

    @Override
    public void onEnd(EndedCall ended) {
        if (LogStream.CDR.isEnabled()) {
            LogStream.CDR.write(cdr.of(ended));
        }
        if (ended.termination().isTimeout()) {
            callback.ifPresent(c -> c.onTimeout(ended));
        }
    }

    /** Callbacks not yet made are lost. Idempotent. */
    @Override
    public void close() {
        callback.ifPresent(TimeoutCallback::close);
    }
}
