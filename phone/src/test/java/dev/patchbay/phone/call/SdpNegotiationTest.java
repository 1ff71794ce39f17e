package dev.patchbay.phone.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.codec.G711;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.phone.media.MediaPlan;
import dev.patchbay.sdp.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class SdpNegotiationTest {

    private final SdpNegotiation left = negotiation("192.0.2.1", List.of(G711.PCMA, G711.PCMU));
    private final SdpNegotiation right = negotiation("192.0.2.2", List.of(G711.PCMU));

    private static SdpNegotiation negotiation(String address, List<G711> codecs) {
        return new SdpNegotiation(IpAddress.literal(address), 5000, codecs, 1234);
    }

    private static String offer(String... lines) {
        return "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n" + String.join("\r\n", lines) + "\r\n";
    }

    @Test
    void shouldAgreeOnTheCommonCodec() throws Exception {
        SdpNegotiation.Answer answer = right.answer(left.offer(Direction.SENDRECV));
        MediaPlan plan = left.acceptAnswer(answer.sdp());
        assertThat(plan.codec()).isEqualTo(G711.PCMU).isEqualTo(answer.plan().codec());
        assertThat(plan.rtp()).isEqualTo(TransportAddress.of("192.0.2.2", 5000));
        assertThat(plan.rtcp()).contains(TransportAddress.of("192.0.2.2", 5001));
        assertThat(plan.eventOut()).hasValue(101);
        assertThat(plan.eventIn()).hasValue(101);
        assertThat(plan.isSending()).isTrue();
        assertThat(answer.plan().isSending()).isTrue();
    }

    @Test
    void shouldHoldAndResume() throws Exception {
        SdpNegotiation.Answer held = right.answer(left.offer(Direction.SENDONLY));
        assertThat(held.sdp()).contains("a=recvonly").contains("o=- 1234 1 IN IP4");
        assertThat(held.plan().isSending()).isFalse();
        assertThat(left.acceptAnswer(held.sdp()).isSending()).as("the one who holds may play music").isTrue();
        SdpNegotiation.Answer resumed = right.answer(left.offer(Direction.SENDRECV));
        assertThat(resumed.sdp()).contains("a=sendrecv").contains("o=- 1234 2 IN IP4");
        assertThat(resumed.plan().isSending()).isTrue();
    }

    @Test
    void shouldBeSilentTowardsNowhere() throws Exception {
        String offer = offer("m=audio 4000 RTP/AVP 0").replace("c=IN IP4 192.0.2.9", "c=IN IP4 0.0.0.0");
        assertThat(right.answer(offer).plan().isSending()).isFalse();
    }

    @Test
    void shouldRefuseOtherSectionsAndTakeTheirEventNumber() throws Exception {
        SdpNegotiation.Answer answer = right.answer(offer(
                "m=video 4002 RTP/AVP 99",
                "m=audio 4000 RTP/AVP 8 0 97",
                "a=rtpmap:97 telephone-event/8000",
                "a=rtcp:4010"));
        assertThat(answer.sdp()).contains("m=video 0 RTP/AVP 99\r\nm=audio 5000 RTP/AVP 0 97\r\n");
        assertThat(answer.plan().eventOut()).hasValue(97);
        assertThat(answer.plan().eventIn()).hasValue(97);
        assertThat(answer.plan().rtcp()).contains(TransportAddress.of("192.0.2.9", 4010));
    }

    @Test
    void shouldSayWhatDoesNotFit() {
        assertMismatch(offer("m=audio 4000 RTP/AVP 8"), "no codec in common, this side has [PCMU]");
        assertMismatch(offer("m=audio 4000 RTP/SAVP 0"), "the offer has no audio over RTP");
        assertMismatch(offer("m=audio 0 RTP/AVP 0"), "the offer has no audio over RTP");
        assertMismatch("v=1\r\n", "the SDP of the other side cannot be read: line 1, column 3: v= is not 0");
        assertMismatch("", "the SDP of the other side is empty");
    }

    private void assertMismatch(String offer, String message) {
        assertThatExceptionOfType(SdpMismatchException.class).isThrownBy(() -> right.answer(offer)).withMessage(message);
    }
}
