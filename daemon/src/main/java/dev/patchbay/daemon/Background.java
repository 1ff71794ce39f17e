package dev.patchbay.daemon;

import java.io.IOException;

/** Going to the background, as daemons do when started from a shell: a seam for tests. */
interface Background {

    /** Whether this process is the one in the background already. */
    boolean isDetached();

    /**
     * Starts the program again in a session of its own, shows what it says, and waits until it is ready or ended.
     *
     * @return exit status for this process: 0 when the other one is ready, else the other one's
     * @throws IOException when it cannot be started
     */
    int startDetached() throws IOException, InterruptedException;

    /** Tells the one that waits in {@link #startDetached} that this process is ready; nothing if nobody waits. */
    void reportReady();
}
