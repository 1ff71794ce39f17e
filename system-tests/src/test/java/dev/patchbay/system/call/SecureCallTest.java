package dev.patchbay.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.media.Tone;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.sip.Baresip;
import dev.patchbay.system.sip.Baresip.Media;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real phones, of which one or both insist on SRTP: each must record the other's tone. Keys of SDES are padded, as this phone reads no
 * others.
 */
@Timeout(90)
class SecureCallTest {
    private static final String CODEC = "PCMU/8000/1";
    private static final int VOICE_SAMPLES = 40 * Tone.SAMPLE_RATE_HZ;
    private static final int HEARD_SAMPLES = 2 * Tone.SAMPLE_RATE_HZ;
    private static final int JUDGED_SAMPLES = Tone.SAMPLE_RATE_HZ / 2;

    @ParameterizedTest(name = "caller {0}, callee {1}, flags of the offer: {2}")
    @CsvSource({
        "PLAIN, SDES, RTP/SAVP SDES-pad",
        "SDES, DTLS, UDP/TLS/RTP/SAVP",
        "ICE_WITH_DTLS, PLAIN, RTP/AVP ICE=remove",
    })
    void shouldLetPhonesHearEachOther(Media callerMedia, Media calleeMedia, String offerFlags) throws Exception {
        call(callerMedia, calleeMedia, offerFlags);
    }

    @Tag("long")
    @ParameterizedTest(name = "caller {0}, callee {1}, flags of the offer: {2}")
    @CsvSource({
        "SDES, PLAIN, RTP/AVP",
        "SDES, SDES, SDES-pad",
        "DTLS, PLAIN, RTP/AVP",
        "PLAIN, DTLS, UDP/TLS/RTP/SAVP",
        "DTLS, DTLS, ''",
        "DTLS, SDES, RTP/SAVP SDES-pad",
        "PLAIN, ICE_WITH_DTLS, UDP/TLS/RTP/SAVP ICE=force",
        "ICE_WITH_DTLS, ICE_WITH_DTLS, ''"
    })
    void shouldLetAllOtherPairsHearEachOther(Media callerMedia, Media calleeMedia, String offerFlags) throws Exception {
        call(callerMedia, calleeMedia, offerFlags);
    }

    private static void call(Media callerMedia, Media calleeMedia, String offerFlags) throws Exception {
        Prerequisites.programs("baresip");
        try (CallLab lab = CallLab.open("rtpengine", offerFlags, "SDES-pad");
                Baresip callee = Baresip.start(
                        lab.calleeHost(), "phone", CallLab.CALLEE4, 5062, CallLab.RELAY4, CODEC, Tone.samples(700, 0, VOICE_SAMPLES), calleeMedia);
                Baresip caller = Baresip.call(
                        lab.callerHost(), "caller", CallLab.CALLER4, 5062, CallLab.RELAY4, CODEC, Tone.samples(440, 0, VOICE_SAMPLES), "phone",
                        callerMedia)) {
            caller.awaitCall();
            callee.awaitCall();
            assertThat(Tone.isHeard(end(caller.awaitHeard(HEARD_SAMPLES)), 700)).as("caller hears callee\n%s", lab.logs()).isTrue();
            assertThat(Tone.isHeard(end(callee.awaitHeard(HEARD_SAMPLES)), 440)).as("callee hears caller\n%s", lab.logs()).isTrue();
            List<Map<?, ?>> streams = rtpStreams(lab);
            assertThat(streams.stream().filter(SecureCallTest::isKeyedByDtls)).as("%s", streams).hasSize(count(callerMedia, calleeMedia, "DTLS"));
            assertThat(streams.stream().filter(stream -> hasFlags(stream, "ICE", "confirmed"))).as("%s", streams)
                    .hasSize(count(callerMedia, calleeMedia, "ICE"));
        }
    }

    private static int count(Media caller, Media callee, String part) {
        return (caller.name().contains(part) ? 1 : 0) + (callee.name().contains(part) ? 1 : 0);
    }

    /** What the relay says of the RTP of both parties. */
    private static List<Map<?, ?>> rtpStreams(CallLab lab) throws IOException {
        Map<?, ?> tags = (Map<?, ?>) lab.query((String) lab.calls().getFirst()).get("tags");
        return tags.values().stream()
                .<Map<?, ?>>map(tag -> (Map<?, ?>) ((List<?>) ((Map<?, ?>) tag).get("medias")).getFirst())
                .<Map<?, ?>>map(media -> (Map<?, ?>) ((List<?>) media.get("streams")).getFirst())
                .toList();
    }

    private static boolean isKeyedByDtls(Map<?, ?> stream) {
        return stream.get("DTLS") instanceof Map<?, ?> dtls && "established".equals(dtls.get("state"));
    }

    private static boolean hasFlags(Map<?, ?> stream, String... wanted) {
        return ((List<?>) stream.get("flags")).containsAll(List.of(wanted));
    }

    private static short[] end(short[] samples) {
        return Arrays.copyOfRange(samples, samples.length - JUDGED_SAMPLES, samples.length);
    }
}
