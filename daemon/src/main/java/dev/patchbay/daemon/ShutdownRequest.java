package dev.patchbay.daemon;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether and how the program was asked to end. Any thread asks, the main thread waits. */
final class ShutdownRequest {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch urgent = new CountDownLatch(1);

    /** End when the calls have ended; asking a second time means now. */
    synchronized void endGently() {
        if (requested.getCount() == 0) {
            urgent.countDown();
        }
        requested.countDown();
    }

    /** End now. */
    synchronized void endNow() {
        urgent.countDown();
        requested.countDown();
    }

    /** Waits until somebody asks. */
    void await() throws InterruptedException {
        requested.await();
    }

    /** Waits at most so long until it becomes urgent, and says whether it is. */
    boolean awaitUrgent(long milliseconds) throws InterruptedException {
        return urgent.await(milliseconds, TimeUnit.MILLISECONDS);
    }
}
