package dev.patchbay.rtppwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import org.junit.jupiter.api.Test;

/** Lines as rtpengine 10.5.3.5 sends them. */
class RtppReplyPrinterTest {

    @Test
    void shouldPrintRtpenginesLines() {
        assertThat(print(new RtppReply.Allocated(TransportAddress.of("127.0.0.1", 40000)))).isEqualTo("c 40000 127.0.0.1 4\n");
        assertThat(print(new RtppReply.Allocated(TransportAddress.of("::1", 40000)))).isEqualTo("c 40000 ::1 6\n");
        assertThat(print(new RtppReply.NoCall())).isEqualTo("c 0 0.0.0.0\n");
        assertThat(print(new RtppReply.SameEndpoint("host", "4000"))).isEqualTo("c 4000 host\n");
        assertThat(print(new RtppReply.Deleted())).isEqualTo("c 0\n");
        assertThat(print(new RtppReply.Statistics(3600, 5, 6))).isEqualTo("c 3600 5 6 0 0\n");
        assertThat(print(new RtppReply.Version(RtppVersions.PROTOCOL))).isEqualTo("c 20040107\n");
        assertThat(print(new RtppReply.FeatureKnown(true))).isEqualTo("c 1\n");
        assertThat(print(new RtppReply.FeatureKnown(false))).isEqualTo("c 0\n");
        assertThat(print(RtppReply.Failure.ANY)).isEqualTo("c E8\n");
    }

    private static String print(RtppReply reply) {
        return RtppReplyPrinter.print("c", reply);
    }
}
