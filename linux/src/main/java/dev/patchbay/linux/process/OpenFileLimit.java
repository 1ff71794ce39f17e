package dev.patchbay.linux.process;

import dev.patchbay.linux.abi.ProcessCalls;
import java.io.IOException;

/**
 * How many file descriptors the process may have open (RLIMIT_NOFILE): each media port takes one.
 *
 * @param soft in force; {@link #UNLIMITED} for no limit
 * @param hard up to which the process may raise it; {@link #UNLIMITED} for no limit
 */
public record OpenFileLimit(long soft, long hard) {

    public static final long UNLIMITED = Long.MAX_VALUE;

    /** @throws IOException when native calls cannot be made here */
    public static OpenFileLimit current() throws IOException {
        return of(ProcessCalls.load().openFileLimit());
    }

    /**
     * Raises the soft limit of the process to the hard one.
     *
     * @return the limits now in force
     * @throws IOException when native calls cannot be made here, or with the errno name
     */
    public static OpenFileLimit raise() throws IOException {
        ProcessCalls calls = ProcessCalls.load();
        ProcessCalls.Limit limit = calls.openFileLimit();
        if (limit.soft() != limit.hard()) {
            limit = new ProcessCalls.Limit(limit.hard(), limit.hard());
            calls.setOpenFileLimit(limit);
        }
        return of(limit);
    }

    private static OpenFileLimit of(ProcessCalls.Limit limit) {
        return new OpenFileLimit(value(limit.soft()), value(limit.hard()));
    }

    private static long value(long limit) {
        return limit == ProcessCalls.INFINITY ? UNLIMITED : limit;
    }
}
