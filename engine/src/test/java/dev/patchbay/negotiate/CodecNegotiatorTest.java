package dev.patchbay.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngwire.CodecFlags;
import dev.patchbay.sdp.Codec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases beside the golden ones: how codecs are named, and the corners of a list's rules. */
class CodecNegotiatorTest {

    private static final Codec PCMU = codec(0, "PCMU", 8000, 1, "");
    private static final Codec PCMA = codec(8, "PCMA", 8000, 1, "");
    private static final Codec OPUS = codec(96, "opus", 48000, 2, "useinbandfec=1");
    private static final Codec EVENTS = codec(101, "telephone-event", 8000, 1, "0-15");

    private static Codec codec(int payloadType, String encoding, int clockRateHz, int channels, String fmtp) {
        return new Codec(
                payloadType, encoding, clockRateHz, channels, fmtp.isEmpty() ? Optional.empty() : Optional.of(fmtp), List.of());
    }

    private static CodecFlags flags(List<String> strip, List<String> except, List<String> offer, List<String> mask) {
        return new CodecFlags(strip, except, offer, mask, false);
    }

    private static CodecFlags strip(String... names) {
        return flags(List.of(names), List.of(), List.of(), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "opus, true", "OPUS, true", "96, true", "97, false", "opus/48000, false", "opus/48000/2, true", "opus/8000/2, false",
        "opus//2, true", "opus/48000/2/32000/20, true", "opus/48000/2///useinbandfec=1, true", "opus/48000/2///other, false",
        "op, false", "'', false", "/, false"
    })
    void shouldMatchByWhatTheSpecificationSays(String specification, boolean matches) {
        assertThat(CodecNegotiator.matches(OPUS, specification)).isEqualTo(matches);
    }

    @Test
    void shouldMeanOneChannelByAClockRateAlone() {
        assertThat(CodecNegotiator.matches(PCMU, "PCMU/8000")).isTrue();
        assertThat(CodecNegotiator.matches(PCMU, "PCMU/8000/1")).isTrue();
        assertThat(CodecNegotiator.matches(PCMU, "PCMU/8000/2")).isFalse();
    }

    @Test
    void shouldLeaveAnOfferOfWhichNothingWouldRemain() {
        List<Codec> offered = List.of(PCMU, EVENTS);
        assertThat(CodecNegotiator.offer(offered, strip("PCMU"))).isEqualTo(offered);
        assertThat(CodecNegotiator.offer(offered, strip("all"))).isEqualTo(offered);
    }

    @Test
    void shouldBringCodecsBackInTheOrderAskedForAndBeforeEvents() {
        CodecFlags flags = flags(List.of("all"), List.of("telephone-event"), List.of("opus", "PCMU"), List.of());
        assertThat(CodecNegotiator.offer(List.of(PCMU, PCMA, OPUS, EVENTS), flags)).containsExactly(OPUS, PCMU, EVENTS);
    }

    @Test
    void shouldSpareFromAllOnly() {
        CodecFlags all = flags(List.of("all"), List.of("PCMA"), List.of(), List.of());
        assertThat(CodecNegotiator.offer(List.of(PCMU, PCMA), all)).containsExactly(PCMA);
        CodecFlags named = flags(List.of("PCMA"), List.of("PCMA"), List.of(), List.of());
        assertThat(CodecNegotiator.offer(List.of(PCMU, PCMA), named)).containsExactly(PCMU);
    }

    @Test
    void shouldAnswerWithWhatWasOfferedOnly() {
        assertThat(CodecNegotiator.answer(List.of(PCMU, PCMA), List.of(OPUS, PCMA), strip())).containsExactly(PCMA);
    }

    @Test
    void shouldLeaveAnAnswerThatHasNothingInCommonWithTheOffer() {
        List<Codec> answered = List.of(OPUS, EVENTS);
        assertThat(CodecNegotiator.answer(List.of(PCMU, EVENTS), answered, strip())).isEqualTo(answered);
    }

    @Test
    void shouldKnowACodecAgainWhoseNameTheAnswerLeavesOut() {
        Codec unnamed = codec(96, "", 0, 1, "");
        assertThat(CodecNegotiator.answer(List.of(OPUS), List.of(unnamed), strip())).containsExactly(unnamed);
    }

    @Test
    void shouldKeepOneCodecAndEventsWhenAskedTo() {
        CodecFlags single = new CodecFlags(List.of(), List.of(), List.of(), List.of(), true);
        assertThat(CodecNegotiator.answer(List.of(PCMU, PCMA, EVENTS), List.of(PCMA, EVENTS, PCMU), single))
                .containsExactly(PCMA, EVENTS);
    }
}
