package dev.patchbay.sip.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.SocketListParser;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ten thousand callers wait for a relay that never answers; calls on another relay must not feel it. A few seconds by default;
 * {@code -Dblackhole.seconds=60} lasts longer, {@code -Dblackhole.strict=true} also asks for an added p99 of 1 ms at most, which only
 * an idle machine can give.
 */
class BlackHoleTest {

    private static final int CALLERS = 10_000;
    private static final byte[] OFFER = BencodeWriter.toBytes(
            NgDict.builder().put("command", "offer").put("sdp", "x".repeat(800)).build());

    @Test
    @Timeout(300)
    @SuppressWarnings("try") // closed early on purpose: it frees the callers
    void shouldNotHoldUpCallsOnAHealthyRelay() throws Exception {
        Duration length = Duration.ofSeconds(Integer.getInteger("blackhole.seconds", 4));
        AtomicLong pinned = new AtomicLong();
        try (EchoRelay healthy = EchoRelay.answering();
                EchoRelay blackHole = EchoRelay.blackHole();
                RecordingStream recording = new RecordingStream();
                RelayPool pool = new RelayPool(
                        new NgProtocol(),
                        new ClientOptions(Duration.ofSeconds(1), 5, Duration.ofMinutes(1)),
                        RelayClock.system(),
                        new Random(1))) {
            pool.replace(new SocketListParser(SocketListParser.Grammar.KAMAILIO, 0).parse(healthy.url() + " " + blackHole.url()));
            List<RelayNode> nodes = pool.sets().snapshot().displayedNodes();
            callRegularly(pool, nodes.getFirst(), Duration.ofSeconds(2), new LatencyHistogram());
            LatencyHistogram alone = new LatencyHistogram();
            callRegularly(pool, nodes.getFirst(), length.dividedBy(2), alone);

            recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ofMillis(1));
            recording.onEvent("jdk.VirtualThreadPinned", _ -> pinned.incrementAndGet());
            recording.startAsync();
            AtomicBoolean isOver = new AtomicBoolean();
            AtomicLong unanswered = new AtomicLong();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(Thread.ofVirtual().start(() -> {
                    while (!isOver.get()) {
                        pool.client().exchange(nodes.get(1), "offer", OFFER).join();
                        unanswered.incrementAndGet();
                    }
                }));
            }
            callRegularly(pool, nodes.getFirst(), Duration.ofSeconds(1), new LatencyHistogram());
            long heapBefore = usedHeap();
            LatencyHistogram loaded = new LatencyHistogram();
            callRegularly(pool, nodes.getFirst(), length, loaded);
            long heapAfter = usedHeap();
            isOver.set(true);
            pool.close();
            for (Thread caller : callers) {
                caller.join();
            }
            recording.stop();

            Duration added = loaded.percentile(0.99).minus(alone.percentile(0.99));
            System.out.printf(
                    "%d callers at a black hole for %s: healthy p50/p99 alone %s/%s, loaded %s/%s, heap %d -> %d KiB, pinned %d%n",
                    CALLERS, length, alone.percentile(0.5), alone.percentile(0.99), loaded.percentile(0.5), loaded.percentile(0.99),
                    heapBefore >> 10, heapAfter >> 10, pinned.get());
            assertThat(unanswered.get()).as("nobody got a reply").isGreaterThanOrEqualTo(CALLERS);
            assertThat(pinned).as("pinned virtual threads").hasValue(0);
            assertThat(heapAfter - heapBefore).as("heap growth").isLessThan(64L << 20);
            assertThat(added).isLessThan(Duration.ofMillis(Boolean.getBoolean("blackhole.strict") ? 1 : 500));
        }
    }

    /** A call every 5 ms, each of which must be answered. */
    private static void callRegularly(RelayPool pool, RelayNode node, Duration length, LatencyHistogram times)
            throws InterruptedException {
        long endNs = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < endNs) {
            long startNs = System.nanoTime();
            assertThat(pool.client().exchange(node, "offer", OFFER).join()).isInstanceOf(ExchangeOutcome.Reply.class);
            times.record(System.nanoTime() - startNs);
            Thread.sleep(5);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Commands per second and processor time per command, the relay's part included. */
    @Test
    @Timeout(120)
    void shouldReportItsCost() throws Exception {
        int commands = Integer.getInteger("blackhole.commands", 20_000);
        try (EchoRelay relay = EchoRelay.answering();
                RelayPool pool = new RelayPool(
                        new NgProtocol(),
                        new ClientOptions(Duration.ofSeconds(5), 3, Duration.ofMinutes(1)),
                        RelayClock.system(),
                        new Random(1))) {
            pool.replace(new SocketListParser(SocketListParser.Grammar.KAMAILIO, 0).parse(relay.url()));
            RelayNode node = pool.sets().snapshot().displayedNodes().getFirst();
            run(pool, node, commands);
            var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpuNs = process.getProcessCpuTime();
            long startNs = System.nanoTime();
            run(pool, node, commands);
            long tookNs = System.nanoTime() - startNs;
            System.out.printf(
                    "%d commands of 800 bytes: %d per second, %.1f us of processor time each (client, relay and callers)%n",
                    commands, commands * 1_000_000_000L / tookNs, (process.getProcessCpuTime() - cpuNs) / 1000.0 / commands);
            assertThat(pool.client().figures(node).latencies().get("offer").count()).isEqualTo(2L * commands);
        }
    }

    private static void run(RelayPool pool, RelayNode node, int commands) throws InterruptedException {
        int callers = 50;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < commands / callers; n++) {
                    pool.client().exchange(node, "offer", OFFER).join();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
