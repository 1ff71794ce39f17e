/**
 * Logging as the relay means it: rtpengine's severities, subsystems and call-id prefix, over {@link java.lang.System.Logger}.
 *
 * <p>Code asks {@link dev.patchbay.log.RelayLog#of} for the log of its subsystem and writes through it. The levels in force are in
 * {@link dev.patchbay.log.LogLevels}; signals and the CLI change them while running. Where lines end up is not decided here: the
 * daemon binds the loggers {@code dev.patchbay.log.*} to stderr or syslog, an embedding program binds them as it likes.
 *
 * <p>Threads: any. Start reading at {@link dev.patchbay.log.RelayLog}.
 */
package dev.patchbay.log;
