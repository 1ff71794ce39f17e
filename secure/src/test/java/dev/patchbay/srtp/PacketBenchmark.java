package dev.patchbay.srtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What protecting and opening a packet costs, copies in and out included: {@code bench/srtp}. */
final class PacketBenchmark {

    /** As many streams as there are, by turns: their keys do not stay in the processor's nearest cache. */
    private static final int STREAMS = 1000;

    private static final int PAYLOAD = 160;
    private static final long WARM_UP_NS = 6_000_000_000L;
    private static final int ROUNDS = 2000;
    private static final int SSRC = 0x12345678;

    private final SrtpSender[] senders = new SrtpSender[STREAMS];
    private final SrtpReceiver[] receivers = new SrtpReceiver[STREAMS];
    private final ByteBuffer[] packets = new ByteBuffer[STREAMS];
    private final int[] lengths = new int[STREAMS];
    private final SrtpWorkspace toProtect = new SrtpWorkspace();
    private final SrtpWorkspace toOpen = new SrtpWorkspace();
    private final ByteBuffer clear = ByteBuffer.allocateDirect(SrtpWorkspace.MAX_LENGTH);
    private int sequenceNumber;

    private PacketBenchmark(CryptoSuite suite) {
        Random random = new Random(1);
        for (int i = 0; i < STREAMS; i++) {
            SrtpParameters parameters = SrtpParameters.of(suite, MasterKey.generate(suite, random));
            senders[i] = new SrtpSender(parameters, new SentIndexes());
            receivers[i] = new SrtpReceiver(parameters);
            packets[i] = ByteBuffer.allocateDirect(SrtpWorkspace.MAX_LENGTH);
        }
    }

    public static void main(String[] arguments) {
        for (CryptoSuite suite : List.of(
                CryptoSuite.AES_CM_128_HMAC_SHA1_80, CryptoSuite.AES_256_CM_HMAC_SHA1_80, CryptoSuite.AEAD_AES_128_GCM)) {
            new PacketBenchmark(suite).run(suite);
        }
    }

    private void run(CryptoSuite suite) {
        for (long begin = System.nanoTime(); System.nanoTime() - begin < WARM_UP_NS; ) {
            protectAll();
            openAll();
        }
        double[] protect = new double[ROUNDS];
        double[] open = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            protectAll();
            long between = System.nanoTime();
            openAll();
            protect[round] = (double) (between - begin) / STREAMS;
            open[round] = (double) (System.nanoTime() - between) / STREAMS;
        }
        Arrays.sort(protect);
        Arrays.sort(open);
        System.out.printf(
                "%s, %d bytes of payload, %d streams, ns a packet: protect %.0f (best %.0f), open %.0f (best %.0f)%n",
                suite, PAYLOAD, STREAMS, protect[ROUNDS / 2], protect[0], open[ROUNDS / 2], open[0]);
    }

    private void protectAll() {
        clear.putShort(0, (short) 0x8008);
        clear.putShort(Short.BYTES, (short) sequenceNumber++);
        clear.putInt(Long.BYTES, SSRC);
        for (int i = 0; i < STREAMS; i++) {
            toProtect.load(clear, PacketHeader.MIN_RTP_LENGTH + PAYLOAD);
            check(senders[i].protectRtp(toProtect));
            toProtect.store(packets[i]);
            lengths[i] = toProtect.length();
        }
    }

    private void openAll() {
        for (int i = 0; i < STREAMS; i++) {
            toOpen.load(packets[i], lengths[i]);
            check(receivers[i].unprotectRtp(toOpen));
            clear.put(0, toOpen.buffer(), 0, toOpen.length());
        }
    }

    private static void check(SrtpStatus status) {
        if (status != SrtpStatus.OK) {
            throw new IllegalStateException(status.toString());
        }
    }
}
