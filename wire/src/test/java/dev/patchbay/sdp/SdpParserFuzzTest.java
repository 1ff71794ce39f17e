package dev.patchbay.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Coverage-guided fuzzing with {@code JAZZER_FUZZ=1}; otherwise replays the inputs kept in {@code SdpParserFuzzTestInputs}, where every
 * input that ever failed is added.
 */
class SdpParserFuzzTest {

    @FuzzTest
    void shouldRefuseOrPrintUnchanged(byte[] bytes) {
        SdpInvariants.checkRoundTrip(new String(bytes, StandardCharsets.ISO_8859_1))
                .ifPresent(SdpInvariants::checkCanonicalText);
    }
}
