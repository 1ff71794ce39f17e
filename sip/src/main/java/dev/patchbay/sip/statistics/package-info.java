/**
 * What a relay's reply to a query or delete says about a call, read as the modules read it: the counters' text, voice quality by
 * source, party and label.
 *
 * <p>Threads: immutable, any. Start reading at {@link dev.patchbay.sip.statistics.CallStatistics}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.statistics;
