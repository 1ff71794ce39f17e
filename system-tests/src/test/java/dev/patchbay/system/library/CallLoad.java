package dev.patchbay.system.library;

import dev.patchbay.sip.route.ReplyRoute;
import dev.patchbay.sip.route.RequestRoute;
import dev.patchbay.sip.rtpengine.FunctionResult;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Calls made one after the other by some virtual threads, each of an offer, an answer and a delete, with a pause between calls; how long
 * commands took. Stopped and forgotten by {@link #stop}.
 */
final class CallLoad {

    private static final int CALLERS = 10;
    private static final long PAUSE_MS = 10;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final KamailioRtpengine rtpengine;
    private final IntPredicate home;
    private final int relayCount;
    private final List<Thread> callers = new ArrayList<>();
    private final Queue<FunctionResult> failedOffers = new ConcurrentLinkedQueue<>();
    private volatile Queue<Long> durationsNs = new ConcurrentLinkedQueue<>();
    private volatile boolean isOver;

    private CallLoad(KamailioRtpengine rtpengine, int relayCount, IntPredicate home) {
        this.rtpengine = rtpengine;
        this.relayCount = relayCount;
        this.home = home;
    }

    /** @param home which of the relays, all of equal weight, the calls are to be of while all are in use */
    static CallLoad start(KamailioRtpengine rtpengine, int relayCount, IntPredicate home) {
        CallLoad load = new CallLoad(rtpengine, relayCount, home);
        for (int i = 0; i < CALLERS; i++) {
            load.callers.add(Thread.ofVirtual().start(load::run));
        }
        return load;
    }

    /** A new call-id that the module's default hash, the sum of its bytes, puts on such a relay. */
    static String callId(int relayCount, IntPredicate home) {
        while (true) {
            String callId = "call-" + NUMBER.incrementAndGet();
            if (home.test((callId.chars().sum() & 0xff) % relayCount)) {
                return callId;
            }
        }
    }

    private void run() {
        while (!isOver) {
            CallMessages call = new CallMessages(callId(relayCount, home));
            FunctionResult offered = timed(() -> rtpengine.rtpengineOffer(new RequestRoute(call.request("INVITE", CallMessages.sdp(40_000)))));
            if (offered.isOk()) {
                // At once, or the relay would run out of ports. Both fail where the relay was killed in the middle of the call.
                timed(() -> rtpengine.rtpengineAnswer(new ReplyRoute(call.reply(200, CallMessages.sdp(40_002)))));
                timed(() -> rtpengine.rtpengineDelete(new RequestRoute(call.request("BYE", "")), "delete-delay=0"));
            } else {
                failedOffers.add(offered);
            }
            try {
                Thread.sleep(PAUSE_MS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private FunctionResult timed(Supplier<FunctionResult> command) {
        long startNs = System.nanoTime();
        FunctionResult result = command.get();
        durationsNs.add(System.nanoTime() - startNs);
        return result;
    }

    /** What commands took since the last time this was called. */
    Times take() {
        Queue<Long> taken = durationsNs;
        durationsNs = new ConcurrentLinkedQueue<>();
        return new Times(taken.stream().sorted().toList());
    }

    List<FunctionResult> failedOffers() {
        return List.copyOf(failedOffers);
    }

    void stop() throws InterruptedException {
        isOver = true;
        for (Thread caller : callers) {
            caller.join();
        }
    }

    /** Durations in nanoseconds, the shortest first. */
    record Times(List<Long> sorted) {

        Duration percentile(double share) {
            return sorted.isEmpty() ? Duration.ZERO : Duration.ofNanos(sorted.get((int) (share * (sorted.size() - 1))));
        }

        @Override
        public String toString() {
            return "%d commands, p50 %.2f ms, p99 %.2f ms, longest %.2f ms".formatted(
                    sorted.size(), percentile(0.5).toNanos() / 1e6, percentile(0.99).toNanos() / 1e6, percentile(1).toNanos() / 1e6);
        }
    }
}
