package dev.patchbay.dtls;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;

/**
 * How many handshakes a core does: {@code bench/dtls}. Both peers run in this process, so the relay's own share is about half of what is
 * measured.
 */
final class HandshakeBenchmark {

    private static final int WARM_UP = 200;
    private static final int MEASURED = 300;

    private HandshakeBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        DtlsContext context = new DtlsContext(TestCertificates.OURS, DtlsSettings.DEFAULT, new SecureRandom());
        run(context, WARM_UP);
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpuNs = system.getProcessCpuTime();
        long startNs = System.nanoTime();
        run(context, MEASURED);
        double cpuSeconds = (system.getProcessCpuTime() - cpuNs) / 1e9;
        double seconds = (System.nanoTime() - startNs) / 1e9;
        System.out.printf(
                "%d handshakes: %.2f ms CPU each for both peers, %.0f per second and core for one peer (%.1f s wall clock)%n",
                MEASURED, cpuSeconds / MEASURED * 1e3, 2 * MEASURED / cpuSeconds, seconds);
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
