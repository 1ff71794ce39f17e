/**
 * Calls: what signalling knows of them ({@link dev.patchbay.call.CallState}), and the commands that change them
 * ({@link dev.patchbay.call.CallControl}).
 *
 * <p>Threads: virtual request threads; one signalling operation per call at a time, under the lock that
 * {@link dev.patchbay.call.CallRegistry} hands out. Media workers never come here.
 * Start reading at {@link dev.patchbay.call.CallControl} for offers and answers; {@code CallEnding} is how calls end, {@code CallReports}
 * what is told of them.
 */
package dev.patchbay.call;
