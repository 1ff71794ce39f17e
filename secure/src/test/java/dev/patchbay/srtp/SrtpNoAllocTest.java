package dev.patchbay.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No suite of counter mode, F8 or NULL allocates for a packet; AES-GCM is the runtime's cipher, which does. */
class SrtpNoAllocTest {

    private static final int WARM_UP_PACKETS = 20_000;
    private static final int MEASURED_PACKETS = 40_000;
    /** What a late compilation may cost on a busy machine; one byte for each packet would be ten times that. */
    private static final long TOLERATED_BYTES = 4096;

    private final SrtpWorkspace workspace = new SrtpWorkspace();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(SrtpWorkspace.MAX_LENGTH);
    private int sequenceNumber;

    @ParameterizedTest
    @EnumSource(names = "AEAD.*", mode = EnumSource.Mode.MATCH_NONE)
    void shouldNotAllocate(CryptoSuite suite) {
        SrtpSender sender = Rtp.sender(Rtp.parameters(suite));
        SrtpReceiver receiver = new SrtpReceiver(Rtp.parameters(suite));
        packet.put(0, Rtp.packet(0xa, 0));
        exchange(sender, receiver, WARM_UP_PACKETS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long before = threads.getThreadAllocatedBytes(thread);
        exchange(sender, receiver, MEASURED_PACKETS);
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(TOLERATED_BYTES);
    }

    /** Media both ways, every tenth time a report, a replay and a forgery. */
    private void exchange(SrtpSender sender, SrtpReceiver receiver, int packets) {
        for (int i = 0; i < packets; i++) {
            packet.putShort(2, (short) sequenceNumber++);
            workspace.load(packet, 172);
            expect(sender.protectRtp(workspace), SrtpStatus.OK);
            expect(receiver.unprotectRtp(workspace), SrtpStatus.OK);
            workspace.store(packet);
            if (i % 10 == 0) {
                expect(sender.protectRtp(workspace), SrtpStatus.INDEX_USED);
                expect(sender.protectRtcp(workspace), SrtpStatus.OK);
                expect(receiver.unprotectRtcp(workspace), SrtpStatus.OK);
                expect(receiver.unprotectRtcp(workspace), SrtpStatus.UNAUTHENTIC);
            }
        }
    }

    private static void expect(SrtpStatus actual, SrtpStatus expected) {
        if (actual != expected) {
            throw new AssertionError(actual);
        }
    }
}
