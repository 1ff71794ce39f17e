/**
 * The relay's figures and the forms they are shown in: Prometheus text, the JSON of {@code list jsonstats}, the ng command
 * {@code statistics}, and the rows of the CLI. {@link dev.patchbay.metrics.Figure} is the one table they all come from.
 *
 * <p>Threads: snapshots are immutable; {@link dev.patchbay.metrics.ControlTally} counts on any thread. Start reading at
 * {@link dev.patchbay.metrics.RelayFigures}.
 */
package dev.patchbay.metrics;
