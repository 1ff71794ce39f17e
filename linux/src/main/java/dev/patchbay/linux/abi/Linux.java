package dev.patchbay.linux.abi;

import java.lang.foreign.Arena;

/**
 * The kernel as this module sees it. {@link Kernel} is the real one; a test may stand in another that fails at a chosen call.
 * Any thread.
 */
public interface Linux {

    /**
     * System calls for one thread at a time: the errno of a failed call is kept in a slot of this arena.
     *
     * @param arena outlives the returned object
     */
    SystemCalls calls(Arena arena);

    /** Closes a file descriptor. Any error is of no use to the caller: Linux gives the number free in every case. */
    void close(int fd);

    /** Adds one to an eventfd, so that whoever polls it wakes. */
    void signal(int eventFd);
}
