package dev.patchbay.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3550, section 5.1 and appendix A.1. */
class RtpViewTest {

    private final RtpView view = new RtpView();

    private boolean wrap(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        ByteBuffer buffer = ByteBuffer.allocateDirect(2048).put(0, bytes);
        return view.wrap(buffer, bytes.length);
    }

    @Test
    void shouldReadTheFixedHeader() {
        assertThat(wrap("80e0 fffe 80000001 deadbeef aabbcc")).isTrue();
        assertThat(view.hasMarker()).isTrue();
        assertThat(view.payloadType()).isEqualTo(96);
        assertThat(view.sequenceNumber()).isEqualTo(65534);
        assertThat(view.rtpTimestamp()).isEqualTo(0x80000001);
        assertThat(view.ssrc()).isEqualTo(0xdeadbeef);
        assertThat(view.csrcCount()).isZero();
        assertThat(view.hasExtension()).isFalse();
        assertThat(view.extensionProfile()).isEqualTo(-1);
        assertThat(view.extensionDataLength()).isZero();
        assertThat(view.payloadOffset()).isEqualTo(12);
        assertThat(view.payloadLength()).isEqualTo(3);
        assertThat(view.paddingLength()).isZero();
    }

    @Test
    void shouldReadCsrcsExtensionAndPadding() {
        assertThat(wrap("b2 08 0001 00000002 00000003 11111111 22222222 bede 0001 01020304 5555 00000004")).isTrue();
        assertThat(view.hasMarker()).isFalse();
        assertThat(view.payloadType()).isEqualTo(8);
        assertThat(view.csrcCount()).isEqualTo(2);
        assertThat(view.csrc(0)).isEqualTo(0x11111111);
        assertThat(view.csrc(1)).isEqualTo(0x22222222);
        assertThat(view.extensionProfile()).isEqualTo(0xbede);
        assertThat(view.extensionDataOffset()).isEqualTo(24);
        assertThat(view.extensionDataLength()).isEqualTo(4);
        assertThat(view.payloadOffset()).isEqualTo(28);
        assertThat(view.payloadLength()).isEqualTo(2);
        assertThat(view.paddingLength()).isEqualTo(4);
    }

    @Test
    void shouldAcceptAnEmptyPayloadAndAnEmptyExtension() {
        assertThat(wrap("9000 0001 00000002 00000003 0000 0000")).isTrue();
        assertThat(view.hasExtension()).isTrue();
        assertThat(view.extensionDataLength()).isZero();
        assertThat(view.payloadLength()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock = """
                    shorter than the fixed header,     8000 0001 00000002 000003
                    version 0,                         0000 0001 00000002 00000003
                    version 1,                         4000 0001 00000002 00000003
                    version 3,                         c000 0001 00000002 00000003
                    CSRCs beyond the end,              8100 0001 00000002 00000003 0000
                    extension header beyond the end,   9000 0001 00000002 00000003 bede
                    extension beyond the end,          9000 0001 00000002 00000003 bede ffff
                    padding of nothing,                a000 0001 00000002 00000003 00
                    padding longer than the payload,   a000 0001 00000002 00000003 0000000000000009
                    padding without a payload,         a000 0001 00000002 00000001
                    """)
    void shouldRefuse(String what, String hex) {
        assertThat(wrap(hex)).as(what).isFalse();
    }

    @Test
    void shouldRefuseALengthBeyondTheBuffer() {
        assertThat(view.wrap(ByteBuffer.allocate(12).put(0, (byte) 0x80), 13)).isFalse();
    }
}
