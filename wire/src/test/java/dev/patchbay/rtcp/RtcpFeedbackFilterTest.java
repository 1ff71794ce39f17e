package dev.patchbay.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases were tried on rtpengine 10.5 between an AVPF and an AVP party. */
class RtcpFeedbackFilterTest {

    private static final String RR = "80c90001 00001234 ";
    private static final String NACK = "81cd0002 00001234 00009999 ";
    private static final String PLI = "81ce0002 00001234 00009999 ";
    private static final String XR = "80cf0001 00001234 ";

    private final RtcpFeedbackFilter filter = new RtcpFeedbackFilter();

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private String cut(String hex) {
        ByteBuffer buffer = bytes(hex);
        int length = filter.cut(buffer, buffer.capacity());
        byte[] rest = new byte[length];
        buffer.get(0, rest);
        return HexFormat.of().formatHex(rest);
    }

    @ParameterizedTest
    @CsvSource({
        RR + "," + RR,
        NACK + ", ''",
        NACK + PLI + ", ''",
        RR + NACK + "," + RR,
        NACK + RR + "," + RR,
        RR + PLI + XR + "," + RR + XR,
        XR + "," + XR,
        RR + "616263" + "," + RR + "616263",
        RR + NACK + "616263" + "," + RR + "616263",
        RR + "81cd0002 00001234" + "," + RR + "81cd0002 00001234",
        "'', ''"
    })
    void shouldKeepAllButFeedback(String compound, String expected) {
        assertThat(cut(compound)).isEqualTo(expected.replace(" ", ""));
    }

    @Test
    void shouldSeeFeedbackWithoutChangingAnything() {
        ByteBuffer buffer = bytes(RR + NACK);
        assertThat(filter.hasFeedback(buffer, buffer.capacity())).isTrue();
        assertThat(buffer).isEqualTo(bytes(RR + NACK));
        assertThat(filter.hasFeedback(bytes(RR + XR), 16)).isFalse();
    }
}
