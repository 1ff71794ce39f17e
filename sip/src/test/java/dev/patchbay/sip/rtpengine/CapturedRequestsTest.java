package dev.patchbay.sip.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.bencode.BencodeReader;
import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.client.FakeRelay;
import dev.patchbay.sip.message.TextSipMessage;
import dev.patchbay.sip.route.ReplyRoute;
import dev.patchbay.sip.route.RequestRoute;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same message and flags give the same request, to the byte, as Kamailio 5.6.3 and OpenSIPS 4.0.1 were seen to send. */
class CapturedRequestsTest {

    private record Sample(boolean isKamailio, String command, String flags, byte[] payload) {

        NgDict dict() throws Exception {
            return BencodeReader.readDict(payload);
        }
    }

    private static List<Sample> samples() throws Exception {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                CapturedRequestsTest.class.getResourceAsStream("/module-requests.txt"), ISO_8859_1))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(line -> {
                String[] words = line.split("\t", 4);
                byte[] payload = words[3].replace("\\r", "\r").replace("\\n", "\n").getBytes(ISO_8859_1);
                return new Sample(words[0].equals("kam"), words[1], words[2], payload);
            }).toList();
        }
    }

    @Test
    void shouldSendWhatTheModulesSend() throws Exception {
        assertThat(samples()).hasSizeGreaterThan(40);
        try (FakeRelay relay = new FakeRelay();
                KamailioRtpengine kamailio = KamailioRtpengine.open(
                        KamailioSettings.builder().rtpengineSock(relay.url()).build());
                OpenSipsRtpengine openSips = OpenSipsRtpengine.open(OpenSipsSettings.builder()
                        .rtpengineSock(relay.url())
                        .release(OpenSipsRelease.V4_0)
                        .build())) {
            for (Sample sample : samples()) {
                relay.forget();
                FunctionResult result =
                        sample.isKamailio() ? run(kamailio, sample) : run(openSips, sample);
                assertThat(result.isOk()).as(sample + ": " + result).isTrue();
                assertThat(new String(BencodeWriter.toBytes(relay.commands().getFirst()), ISO_8859_1))
                        .as(sample.toString())
                        .isEqualTo(new String(sample.payload(), ISO_8859_1));
            }
        }
    }

    private static SampleMessages messages(NgDict dict) {
        String source = dict.strings("received-from").get(1);
        return new SampleMessages()
                .callId(dict.string("call-id").orElseThrow())
                .tags(dict.string("from-tag").orElse("caller"), dict.string("to-tag").orElse("callee"))
                .addresses(source, source);
    }

    private static TextSipMessage request(Sample sample, String method) throws Exception {
        NgDict dict = sample.dict();
        boolean isInDialog = !method.equals("INVITE") || dict.string("to-tag").isPresent();
        return messages(dict).request(method, isInDialog, dict.string("sdp").orElse(""));
    }

    private static FunctionResult run(KamailioRtpengine rtpengine, Sample sample) throws Exception {
        String flags = sample.flags();
        RequestRoute inDialog = new RequestRoute(request(sample, "INFO"));
        return switch (sample.command()) {
            case "offer" -> rtpengine.rtpengineOffer(new RequestRoute(request(sample, "INVITE")), flags);
            case "answer" -> rtpengine.rtpengineAnswer(
                    new ReplyRoute(messages(sample.dict()).reply("INVITE", 200, sample.dict().string("sdp").orElseThrow())), flags);
            case "delete" -> rtpengine.rtpengineDelete(new RequestRoute(request(sample, "BYE")), flags);
            case "query" -> rtpengine.rtpengineQuery(inDialog, flags);
            case "block media" -> rtpengine.blockMedia(inDialog, flags);
            case "silence media" -> rtpengine.silenceMedia(inDialog, flags);
            case "play media" -> rtpengine.playMedia(inDialog, flags);
            case "stop media" -> rtpengine.stopMedia(inDialog, flags);
            case "start recording" -> rtpengine.startRecording(inDialog, flags);
            case "stop recording" -> rtpengine.stopRecording(inDialog, flags);
            default -> throw new AssertionError(sample.command());
        };
    }

    private static FunctionResult run(OpenSipsRtpengine rtpengine, Sample sample) throws Exception {
        String flags = sample.flags();
        RequestRoute inDialog = new RequestRoute(request(sample, "INFO"));
        return switch (sample.command()) {
            case "offer" -> rtpengine.rtpengineOffer(new RequestRoute(request(sample, "INVITE")), flags);
            case "answer" -> rtpengine.rtpengineAnswer(
                    new ReplyRoute(messages(sample.dict()).reply("INVITE", 200, sample.dict().string("sdp").orElseThrow())), flags);
            case "delete" -> rtpengine.rtpengineDelete(new RequestRoute(request(sample, "BYE")), flags);
            case "query" -> {
                rtpengine.rtpquery(inDialog);
                yield FunctionResult.nothingToDo("");
            }
            case "block media" -> rtpengine.rtpengineBlockMedia(inDialog, flags);
            case "play media" -> rtpengine.rtpenginePlayMedia(inDialog, flags);
            case "stop media" -> rtpengine.rtpengineStopMedia(inDialog, flags);
            case "start recording" -> rtpengine.rtpengineStartRecording(inDialog, flags);
            case "stop recording" -> rtpengine.rtpengineStopRecording(inDialog, flags);
            default -> throw new AssertionError(sample.command());
        };
    }
}
