/**
 * What the relay tells of its calls by itself: the CDR when a call ends, the callback to the SIP server when it timed out, DTMF
 * events; and the texts an operator asks for about a living call ({@code list sessions}, {@code explain}).
 *
 * <p>Call-ids, tags and labels are octet strings in the engine. What the CLI prints stays so, what goes to logs, JSON and XML is text
 * (UTF-8); {@link dev.patchbay.report.PlainText} makes either fit for a line. Nothing here changes a call.
 *
 * <p>Threads: {@link dev.patchbay.report.CallEndReporter} and {@link dev.patchbay.report.DtmfReporter} are called on threads that
 * must not wait, and hand over to virtual threads of their own; the rest runs on its caller's thread and keeps nothing. Start reading
 * at {@link dev.patchbay.report.ExplainText} or {@link dev.patchbay.report.CallEndReporter}.
 */
package dev.patchbay.report;
