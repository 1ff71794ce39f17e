package dev.patchbay.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.media.Tone;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.sip.Baresip;
import dev.patchbay.system.sip.Baresip.Media;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two real phones: each must record the other's tone. */
@Timeout(60)
class BaresipCallTest {
    private static final String CODEC = "PCMU/8000/1";
    private static final int VOICE_SAMPLES = 40 * Tone.SAMPLE_RATE_HZ;
    private static final int HEARD_SAMPLES = 2 * Tone.SAMPLE_RATE_HZ;
    private static final int JUDGED_SAMPLES = Tone.SAMPLE_RATE_HZ / 2;

    @Test
    void shouldLetTwoPhonesHearEachOther() throws Exception {
        Prerequisites.programs("baresip");
        try (CallLab lab = CallLab.open("rtpengine")) {
            try (Baresip callee = Baresip.start(lab.calleeHost(), "phone", CallLab.CALLEE4, 5062, CallLab.RELAY4, CODEC, Tone.samples(700, 0, VOICE_SAMPLES));
                    Baresip caller = Baresip.call(
                            lab.callerHost(), "caller", CallLab.CALLER4, 5062, CallLab.RELAY4, CODEC, Tone.samples(440, 0, VOICE_SAMPLES), "phone")) {
                caller.awaitCall();
                callee.awaitCall();
                assertThat(lab.calls()).hasSize(1);
                assertThat(Tone.isHeard(end(caller.awaitHeard(HEARD_SAMPLES)), 700)).as("caller hears callee").isTrue();
                assertThat(Tone.isHeard(end(callee.awaitHeard(HEARD_SAMPLES)), 440)).as("callee hears caller").isTrue();
            }
            Awaitility.await("relay forgets the call").atMost(Duration.ofSeconds(10)).until(() -> lab.calls().equals(List.of()));
        }
    }

    @Test
    void shouldLetTwoIcePhonesHearEachOther() throws Exception {
        Prerequisites.programs("baresip");
        try (CallLab lab = CallLab.open("rtpengine");
                Baresip callee = Baresip.start(
                        lab.calleeHost(), "phone", CallLab.CALLEE4, 5062, CallLab.RELAY4, CODEC, Tone.samples(700, 0, VOICE_SAMPLES), Media.ICE);
                Baresip caller = Baresip.call(
                        lab.callerHost(), "caller", CallLab.CALLER4, 5062, CallLab.RELAY4, CODEC, Tone.samples(440, 0, VOICE_SAMPLES), "phone",
                        Media.ICE)) {
            shouldHearEachOther(caller, callee);
            assertThat(partiesWithIce(lab)).as("%s", lab.logs()).isEqualTo(2);
        }
    }

    @Test
    void shouldBridgeAnIcePhoneAndOneWithoutIce() throws Exception {
        Prerequisites.programs("baresip");
        try (CallLab lab = CallLab.open("rtpengine");
                Baresip callee = Baresip.start(
                        lab.calleeHost(), "phone", CallLab.CALLEE4, 5062, CallLab.RELAY4, CODEC, Tone.samples(700, 0, VOICE_SAMPLES));
                Baresip caller = Baresip.call(
                        lab.callerHost(), "caller", CallLab.CALLER4, 5062, CallLab.RELAY4, CODEC, Tone.samples(440, 0, VOICE_SAMPLES), "phone",
                        Media.ICE)) {
            shouldHearEachOther(caller, callee);
            assertThat(partiesWithIce(lab)).as("%s", lab.logs()).isEqualTo(1);
        }
    }

    private static void shouldHearEachOther(Baresip caller, Baresip callee) {
        caller.awaitCall();
        callee.awaitCall();
        assertThat(Tone.isHeard(end(caller.awaitHeard(HEARD_SAMPLES)), 700)).as("caller hears callee").isTrue();
        assertThat(Tone.isHeard(end(callee.awaitHeard(HEARD_SAMPLES)), 440)).as("callee hears caller").isTrue();
    }

    /** Parties whose RTP goes where ICE, or learning, has settled, and that do ICE. */
    private static long partiesWithIce(CallLab lab) throws Exception {
        Map<?, ?> tags = (Map<?, ?>) lab.query((String) lab.calls().getFirst()).get("tags");
        return tags.values().stream()
                .map(tag -> (Map<?, ?>) ((List<?>) ((Map<?, ?>) tag).get("medias")).getFirst())
                .map(media -> (Map<?, ?>) ((List<?>) media.get("streams")).getFirst())
                .map(stream -> (List<?>) stream.get("flags"))
                .filter(flags -> flags.contains("ICE") && flags.contains("confirmed"))
                .count();
    }

    private static short[] end(short[] samples) {
        return Arrays.copyOfRange(samples, samples.length - JUDGED_SAMPLES, samples.length);
    }
}
