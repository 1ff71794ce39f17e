package dev.patchbay.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.media.Tone;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.sip.Baresip;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real phones with and without SRTP by SDES: each must record the other's tone. Keys are padded, as this phone reads no others. */
@Timeout(90)
class SdesCallTest {
    private static final String CODEC = "PCMU/8000/1";
    private static final int VOICE_SAMPLES = 40 * Tone.SAMPLE_RATE_HZ;
    private static final int HEARD_SAMPLES = 2 * Tone.SAMPLE_RATE_HZ;
    private static final int JUDGED_SAMPLES = Tone.SAMPLE_RATE_HZ / 2;

    @ParameterizedTest(name = "caller with SDES: {0}, callee with SDES: {1}, flags {2}")
    @CsvSource({
        "true, false, RTP/AVP",
        "false, true, RTP/SAVP SDES-pad",
        "true, true, SDES-pad"
    })
    void shouldLetPhonesHearEachOther(boolean callerUsesSdes, boolean calleeUsesSdes, String offerFlags) throws Exception {
        Prerequisites.programs("baresip");
        try (CallLab lab = CallLab.open("rtpengine", offerFlags, "SDES-pad");
                Baresip callee = Baresip.start(
                        lab.calleeHost(), "phone", CallLab.CALLEE4, 5062, CallLab.RELAY4, CODEC, Tone.samples(700, 0, VOICE_SAMPLES), calleeUsesSdes);
                Baresip caller = Baresip.call(
                        lab.callerHost(), "caller", CallLab.CALLER4, 5062, CallLab.RELAY4, CODEC, Tone.samples(440, 0, VOICE_SAMPLES), "phone",
                        callerUsesSdes)) {
            caller.awaitCall();
            callee.awaitCall();
            assertThat(Tone.isHeard(end(caller.awaitHeard(HEARD_SAMPLES)), 700)).as("caller hears callee\n%s", lab.logs()).isTrue();
            assertThat(Tone.isHeard(end(callee.awaitHeard(HEARD_SAMPLES)), 440)).as("callee hears caller\n%s", lab.logs()).isTrue();
        }
    }

    private static short[] end(short[] samples) {
        return Arrays.copyOfRange(samples, samples.length - JUDGED_SAMPLES, samples.length);
    }
}
