package dev.patchbay.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sdp.Attribute.RtpMap;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the tables of ITU-T G.711, which list segments as "number of intervals × interval size". */
class G711Test {

    /** Tables 1a and 1b, columns 2 and 3, from silence up: intervals and their size, in units of 1/4096 of full scale. */
    private static final int[][] A_LAW = {{32, 2}, {16, 4}, {16, 8}, {16, 16}, {16, 32}, {16, 64}, {16, 128}};

    /** Tables 2a and 2b: in units of 1/8159 of the largest value. */
    private static final int[][] MU_LAW = {
        {1, 1}, {15, 2}, {16, 4}, {16, 8}, {16, 16}, {16, 32}, {16, 64}, {16, 128}, {16, 256}
    };

    private static final int A_UNIT = 8;
    private static final int MU_UNIT = 4;

    /** Decision values x_0..x_128. */
    private static int[] decisionValues(int[][] segments) {
        int[] values = new int[129];
        int n = 0;
        for (int[] segment : segments) {
            for (int i = 0; i < segment[0]; i++, n++) {
                values[n + 1] = values[n] + segment[1];
            }
        }
        return values;
    }

    @Test
    void shouldCutAtTheDecisionValuesOfALaw() {
        int[] x = decisionValues(A_LAW);
        assertThat(x[128]).isEqualTo(4096);
        for (int n = 0; n < 128; n++) {
            int character = (0x80 | n) ^ 0x55;
            for (int sample = x[n] * A_UNIT; sample < x[n + 1] * A_UNIT; sample++) {
                assertThat(G711.PCMA.encode((short) sample)).isEqualTo((byte) character);
                assertThat(G711.PCMA.encode((short) (-sample - 1))).isEqualTo((byte) (character ^ 0x80));
            }
            int middle = (x[n] + x[n + 1]) * A_UNIT / 2;
            assertThat(G711.PCMA.decode((byte) character)).isEqualTo((short) middle);
            assertThat(G711.PCMA.decode((byte) (character ^ 0x80))).isEqualTo((short) -middle);
        }
    }

    @Test
    void shouldCutAtTheDecisionValuesOfMuLaw() {
        int[] x = decisionValues(MU_LAW);
        assertThat(x[128]).isEqualTo(8159);
        for (int n = 0; n < 128; n++) {
            int character = 0xff - n;
            for (int sample = x[n] * MU_UNIT; sample < x[n + 1] * MU_UNIT; sample++) {
                assertThat(G711.PCMU.encode((short) sample)).isEqualTo((byte) character);
                assertThat(G711.PCMU.encode((short) (-sample - 1))).isEqualTo((byte) (character ^ 0x80));
            }
            int value = n == 0 ? 0 : (x[n] + x[n + 1]) * MU_UNIT / 2;
            assertThat(G711.PCMU.decode((byte) character)).isEqualTo((short) value);
            assertThat(G711.PCMU.decode((byte) (character ^ 0x80))).isEqualTo((short) -value);
        }
    }

    @Test
    void shouldClipWhatIsBeyondMuLaw() {
        assertThat(G711.PCMU.encode(Short.MAX_VALUE)).isEqualTo((byte) 0x80);
        assertThat(G711.PCMU.encode(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
        assertThat(G711.PCMU.decode((byte) 0x80)).isEqualTo((short) 32124);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarryFrames(G711 codec) {
        ByteBuffer payload = ByteBuffer.allocate(4);
        codec.newEncoder().encode(ShortBuffer.wrap(new short[] {0, 1000, -1000}), payload);
        assertThat(payload.position()).isEqualTo(3);
        short[] decoded = new short[2];
        ShortBuffer frame = ShortBuffer.wrap(decoded);
        codec.newDecoder().decode(payload.flip(), frame);
        assertThat(frame.hasRemaining()).isFalse();
        assertThat(payload.remaining()).as("no room for it").isEqualTo(1);
        assertThat((int) decoded[1]).isBetween(970, 1030);
    }

    @Test
    void shouldKnowItsName() {
        assertThat(G711.PCMA.isNamedBy(RtpMap.of(97, "pcma", 8000, 1))).isTrue();
        assertThat(G711.PCMA.isNamedBy(RtpMap.of(97, "PCMA", 16000, 1))).isFalse();
        assertThat(G711.PCMA.isNamedBy(RtpMap.of(97, "PCMA", 8000, 2))).isFalse();
        assertThat(G711.PCMA.staticPayloadType()).isEqualTo(8);
        assertThat(G711.PCMU.staticPayloadType()).isZero();
    }
}
