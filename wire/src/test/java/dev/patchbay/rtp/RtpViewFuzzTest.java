package dev.patchbay.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RtpViewFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final long SEED = 20250321;

    @Test
    void shouldKeepEveryAccessorInsideTheDatagram() {
        SplittableRandom random = new SplittableRandom(SEED);
        RtpView view = new RtpView();
        TelephoneEventView event = new TelephoneEventView();
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int length = random.nextInt(64);
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            if (length > 0 && random.nextInt(4) > 0) {
                bytes[0] = (byte) (0x80 | (bytes[0] & 0x3f));
                bytes[length - 1] = (byte) random.nextInt(8);
            }
            // A buffer as long as the datagram: a read beyond it throws.
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            DatagramKind.of(buffer, length);
            if (!view.wrap(buffer, length)) {
                continue;
            }
            accepted++;
            assertThat(view.payloadType()).isBetween(0, 127);
            assertThat(view.sequenceNumber()).isBetween(0, 65535);
            assertThat(view.payloadOffset()).isBetween(12, length);
            assertThat(view.payloadLength()).isBetween(0, length - 12);
            assertThat(view.payloadOffset() + view.payloadLength() + view.paddingLength()).isEqualTo(length);
            view.ssrc();
            view.rtpTimestamp();
            view.extensionProfile();
            for (int i = 0; i < view.csrcCount(); i++) {
                view.csrc(i);
            }
            if (view.hasExtension()) {
                assertThat(view.extensionDataOffset() + view.extensionDataLength()).isEqualTo(view.payloadOffset());
            }
            if (event.wrap(buffer, view)) {
                assertThat(event.event()).isBetween(0, 255);
                assertThat(event.duration()).isBetween(0, 65535);
                assertThat(event.volumeDbm0()).isBetween(0, 63);
                event.isEnd();
            }
        }
        assertThat(accepted).as("packets that were accepted at all").isGreaterThan(ROUNDS / 20);
    }
}
