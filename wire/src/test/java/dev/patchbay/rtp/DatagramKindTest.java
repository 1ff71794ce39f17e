package dev.patchbay.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7983, section 7, and RFC 5761, section 4. */
class DatagramKindTest {

    private static DatagramKind kind(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return DatagramKind.of(ByteBuffer.wrap(bytes), bytes.length);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock = """
                    RTP,   8000 0001 00000000 00000000
                    RTP,   bfff 0001 00000000 00000000
                    RTP,   80bf 0001 00000000 00000000
                    RTP,   80e0 0001 00000000 00000000
                    RTP,   8040 0001 00000000 00000000
                    RTCP,  80c0 0001 00000000
                    RTCP,  81c8 0006 00000000
                    RTCP,  80df 0001 00000000
                    OTHER, 80c8 0000 000000
                    OTHER, 8000 0001 00000000 000000
                    STUN,  0001 0000 2112a442 000000000000000000000000
                    STUN,  0101 0000 2112a442 000000000000000000000000
                    OTHER, 0001 0000 2112a442 0000000000000000000000
                    ZRTP,  1000 0001 5a525450 00000000
                    OTHER, 1000 0001 5a525451 00000000
                    DTLS,  16 feff 0000 000000000000 0001 00
                    DTLS,  3f feff 0000 000000000000 0001 00
                    OTHER, 16 feff 0000 000000000000 00
                    OTHER, 40c8 0001 00000000 00000000
                    OTHER, ffc8 0001 00000000 00000000
                    OTHER, 68656c6c6f20776f726c6421
                    """)
    void shouldTellByTheFirstBytes(DatagramKind expected, String hex) {
        assertThat(kind(hex)).isEqualTo(expected);
    }

    @Test
    void shouldTakeEmptyAndTinyDatagramsForOther() {
        assertThat(kind("")).isEqualTo(DatagramKind.OTHER);
        assertThat(kind("80")).isEqualTo(DatagramKind.OTHER);
    }
}
