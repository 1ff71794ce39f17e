package dev.patchbay.dtls;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * How many handshakes a core does: {@code bench/dtls}. Both peers run in this process, so the relay's own share is about half of what is
 * measured.
 */
final class HandshakeBenchmark {

    private static final long WARM_UP_NS = 30_000_000_000L;
    private static final int ROUNDS = 7;
    private static final int HANDSHAKES = 200;

    private HandshakeBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        DtlsContext context = new DtlsContext(TestCertificates.OURS, DtlsSettings.DEFAULT, new SecureRandom());
        double[] cpuMs = new double[ROUNDS];
        double[] wallMs = new double[ROUNDS];
        // Java goes on compiling for some thousand handshakes.
        for (long begin = System.nanoTime(); System.nanoTime() - begin < WARM_UP_NS; ) {
            run(context, HANDSHAKES);
        }
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            long cpuNs = system.getProcessCpuTime();
            long startNs = System.nanoTime();
            run(context, HANDSHAKES);
            cpuMs[round] = (system.getProcessCpuTime() - cpuNs) / 1e6 / HANDSHAKES;
            wallMs[round] = (System.nanoTime() - startNs) / 1e6 / HANDSHAKES;
        }
        Arrays.sort(cpuMs);
        Arrays.sort(wallMs);
        double ms = cpuMs[ROUNDS / 2];
        System.out.printf(
                "median of %d rounds of %d handshakes: %.2f ms CPU each for both peers (%.2f to %.2f), %.0f per second and core for one"
                        + " peer; %.2f ms by the clock%n",
                ROUNDS, HANDSHAKES, ms, cpuMs[0], cpuMs[ROUNDS - 1], 2000 / ms, wallMs[ROUNDS / 2]);
    }

    private static void run(DtlsContext context, int count) throws InterruptedException {
        HandshakeBudget.Share share = new HandshakeBudget(2, 2).share();
        Fingerprint own = context.certificate().fingerprint(FingerprintHash.SHA_256);
        for (int i = 0; i < count; i++) {
            CountDownLatch keyed = new CountDownLatch(2);
            Wire toServer = new Wire(keyed);
            Wire toClient = new Wire(keyed);
            try (DtlsAssociation server = context.open(DtlsRole.SERVER, own, share, toClient);
                    DtlsAssociation client = context.open(DtlsRole.CLIENT, own, share, toServer)) {
                toServer.target = server;
                toClient.target = client;
                client.start();
                keyed.await();
            }
        }
    }

    private static final class Wire implements DtlsListener {
        private final CountDownLatch keyed;
        private volatile DtlsAssociation target;

        Wire(CountDownLatch keyed) {
            this.keyed = keyed;
        }

        @Override
        public void send(byte[] datagram) {
            target.receive(datagram);
        }

        @Override
        public void onKeys(HandshakeKeys keys) {
            keyed.countDown();
        }

        @Override
        public void onFailure(String reason) {
            throw new IllegalStateException(reason);
        }
    }
}
