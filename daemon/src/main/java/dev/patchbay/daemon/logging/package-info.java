/**
 * Where log lines go in the program: rtpengine's line format, on stderr or to syslog.
 *
 * <p>{@link dev.patchbay.daemon.logging.LogBinding} sets logback up by code, once the options are known; before that nothing is
 * written. Our lines arrive as {@link dev.patchbay.log.LogEntry} and are already filtered by
 * {@link dev.patchbay.log.LogLevels}; lines of libraries arrive as warnings or worse.
 *
 * <p>Threads: any thread logs; sinks lock while writing one line. Start reading at {@code LogBinding}.
 */
package dev.patchbay.daemon.logging;
