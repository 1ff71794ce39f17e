package dev.patchbay.system.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sip.client.RelayCertificates;
import dev.patchbay.sip.message.TextSipMessage;
import dev.patchbay.sip.route.ReplyRoute;
import dev.patchbay.sip.route.RequestRoute;
import dev.patchbay.sip.rtpengine.FunctionResult;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import dev.patchbay.system.media.Tone;
import dev.patchbay.system.media.WavFile;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.net.WorkFolder;
import dev.patchbay.system.relay.RelayProcess;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Every function of both modules, carried out by a real relay: Debian's rtpengine does them all; ours does what it has by now and
 * refuses the rest with a reason.
 */
class ModuleFunctionsRelayTest {

    private static final List<String> OPTIONS = List.of("--interface=127.0.0.1", "--port-min=45000", "--port-max=45999");

    private static String url(RelayProcess relay) {
        return "udp:127.0.0.1:" + relay.control().getPort();
    }

    /** Makes a call, and returns the port at which the caller's media is expected. */
    private static int begin(KamailioRtpengine rtpengine, CallMessages call, String flags) {
        TextSipMessage invite = call.request("INVITE", CallMessages.sdp(40_000));
        assertThat(rtpengine.rtpengineOffer(new RequestRoute(invite), flags)).matches(FunctionResult::isOk);
        assertThat(new String(invite.body(), ISO_8859_1)).contains("m=audio 45").doesNotContain("40000");
        ReplyRoute reply = new ReplyRoute(call.reply(200, CallMessages.sdp(40_002)));
        assertThat(rtpengine.rtpengineAnswer(reply, flags)).matches(FunctionResult::isOk);
        return mediaPort(reply.message().body());
    }

    private static int mediaPort(byte[] sdp) {
        return Pattern.compile("m=audio ([0-9]+)")
                .matcher(new String(sdp, ISO_8859_1))
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /** DTMF is played into a stream, so there has to be one: sends packets until the relay has seen them. */
    private static FunctionResult playOnceMediaFlows(int port, Supplier<FunctionResult> play) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            byte[] rtp = ByteBuffer.allocate(172).put((byte) 0x80).array();
            AtomicInteger sequence = new AtomicInteger();
            return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(
                    () -> {
                        ByteBuffer.wrap(rtp).putShort(2, (short) sequence.incrementAndGet()).putInt(4, 160 * sequence.get()).putInt(8, 7);
                        socket.send(new DatagramPacket(rtp, rtp.length, InetAddress.getLoopbackAddress(), port));
                        return play.get();
                    },
                    result -> result.isOk() || sequence.get() > 200);
        }
    }

    @Test
    void shouldRunEveryFunctionOfKamailio() throws Exception {
        RelayUnderTest.REFERENCE.require();
        Path prompt = WorkFolder.create("prompt").resolve("prompt.wav");
        WavFile.write(prompt, new short[Tone.SAMPLE_RATE_HZ]);
        try (RelayProcess relay = RelayProcess.start(RelayUnderTest.REFERENCE, OPTIONS);
                KamailioRtpengine rtpengine = KamailioRtpengine.open(KamailioSettings.builder()
                        .rtpengineSock(url(relay))
                        .modparam("media_duration", "$avp(duration)")
                        .build())) {
            CallMessages call = new CallMessages("kamailio-functions");
            int port = begin(rtpengine, call, "replace-origin inject-DTMF");
            RequestRoute route = new RequestRoute(call.request("INFO", ""));
            Map<String, FunctionResult> results = new LinkedHashMap<>();
            results.put("query", rtpengine.rtpengineQuery(route));
            results.put("start_recording", rtpengine.startRecording(route, ""));
            results.put("stop_recording", rtpengine.stopRecording(route, ""));
            results.put("block_dtmf", rtpengine.blockDtmf(route, ""));
            results.put("unblock_dtmf", rtpengine.unblockDtmf(route, ""));
            results.put("block_media", rtpengine.blockMedia(route, "directional"));
            results.put("unblock_media", rtpengine.unblockMedia(route, "directional"));
            results.put("silence_media", rtpengine.silenceMedia(route, ""));
            results.put("unsilence_media", rtpengine.unsilenceMedia(route, ""));
            results.put("start_forwarding", rtpengine.startForwarding(route, ""));
            results.put("stop_forwarding", rtpengine.stopForwarding(route, ""));
            results.put("play_media", rtpengine.playMedia(route, "file=" + prompt));
            results.put("stop_media", rtpengine.stopMedia(route, ""));
            results.put("play_dtmf", playOnceMediaFlows(port, () -> rtpengine.playDtmf(route, "code=1")));
            results.put("subscribe request", rtpengine.subscribeRequest(route, ""));
            assertThat(results).allSatisfy((name, result) -> assertThat(result.isOk()).as(name + " " + result.detail()).isTrue());
            assertThat(route.variables().get("$avp(duration)")).contains("1000");
            String listener = results.get("subscribe request").reply().orElseThrow().string("to-tag").orElseThrow();
            assertThat(rtpengine.subscribeAnswer(route, listener, CallMessages.sdp(40_004), "").isOk()).isTrue();
            assertThat(rtpengine.unsubscribe(route, listener, "").isOk()).isTrue();
            assertThat(rtpengine.rtpestat(route).orElseThrow()).startsWith("RTP: ");
            assertThat(rtpengine.rtpengineDelete(new RequestRoute(call.request("BYE", "")), "delete-delay=0").isOk()).isTrue();
            assertThat(rtpengine.rtpengineQuery(route).detail()).isEqualTo("Unknown call-id");
        }
    }

    @Test
    void shouldRunEveryFunctionOfOpenSips() throws Exception {
        RelayUnderTest.REFERENCE.require();
        Path prompt = WorkFolder.create("prompt").resolve("prompt.wav");
        WavFile.write(prompt, new short[Tone.SAMPLE_RATE_HZ]);
        try (RelayProcess relay = RelayProcess.start(RelayUnderTest.REFERENCE, OPTIONS);
                OpenSipsRtpengine rtpengine = OpenSipsRtpengine.open(
                        OpenSipsSettings.builder().rtpengineSock(url(relay)).build())) {
            CallMessages call = new CallMessages("opensips-functions");
            TextSipMessage invite = call.request("INVITE", CallMessages.sdp(40_000));
            assertThat(rtpengine.rtpengineOffer(new RequestRoute(invite), "inject-DTMF transcode-PCMA").isOk()).isTrue();
            assertThat(new String(invite.body(), ISO_8859_1)).contains("RTP/AVP 0 8 101");
            ReplyRoute reply = new ReplyRoute(call.reply(200, CallMessages.sdp(40_002)));
            assertThat(rtpengine.rtpengineAnswer(reply, "inject-DTMF").isOk()).isTrue();
            RequestRoute route = new RequestRoute(call.request("INFO", ""));
            Map<String, FunctionResult> results = new LinkedHashMap<>();
            results.put("start recording", rtpengine.rtpengineStartRecording(route, ""));
            results.put("stop recording", rtpengine.rtpengineStopRecording(route, ""));
            results.put("block dtmf", rtpengine.rtpengineBlockDtmf(route, ""));
            results.put("unblock dtmf", rtpengine.rtpengineUnblockDtmf(route, ""));
            results.put("block media", rtpengine.rtpengineBlockMedia(route, "from-tag=caller"));
            results.put("unblock media", rtpengine.rtpengineUnblockMedia(route, "from-tag=caller"));
            results.put("start forwarding", rtpengine.rtpengineStartForwarding(route, "from-tag=caller"));
            results.put("stop forwarding", rtpengine.rtpengineStopForwarding(route, "from-tag=caller"));
            results.put("play media", rtpengine.rtpenginePlayMedia(route, "file=" + prompt, d -> assertThat(d).isEqualTo(1000), Optional.empty()));
            results.put("stop media", rtpengine.rtpengineStopMedia(route, ""));
            int port = mediaPort(reply.message().body());
            results.put("play dtmf", playOnceMediaFlows(port, () -> rtpengine.rtpenginePlayDtmf(route, "#", "")));
            assertThat(results).allSatisfy((name, result) -> assertThat(result.isOk()).as(name + " " + result.detail()).isTrue());
            assertThat(rtpengine.rtpquery(route).orElseThrow()).contains("\"totals\":{\"RTP\":");
            RequestRoute bye = new RequestRoute(call.request("BYE", ""));
            assertThat(rtpengine.rtpengineDelete(bye).isOk()).isTrue();
            assertThat(rtpengine.rtpstat(bye).orElseThrow()).startsWith("RTP: ");
        }
    }

    @Test
    void shouldDriveOurRelayAndHearWhatItLacks() throws Exception {
        RelayUnderTest.PATCHBAY.require();
        try (RelayProcess relay = RelayProcess.start(RelayUnderTest.PATCHBAY, OPTIONS);
                KamailioRtpengine rtpengine = KamailioRtpengine.open(
                        KamailioSettings.builder().rtpengineSock(url(relay)).build())) {
            assertThat(rtpengine.pool().sets().snapshot().displayedNodes().getFirst().status().reason()).contains("configured");
            CallMessages call = new CallMessages("ours");
            begin(rtpengine, call, "replace-origin");
            RequestRoute route = new RequestRoute(call.request("INFO", ""));
            assertThat(rtpengine.rtpengineQuery(route).isOk()).isTrue();
            FunctionResult recording = rtpengine.startRecording(route, "");
            assertThat(recording.isOk() || recording.detail().equals("unsupported")).as(recording.detail()).isTrue();
            assertThat(rtpengine.rtpengineDelete(new RequestRoute(call.request("BYE", ""))).isOk()).isTrue();
        }
    }

    @Test
    void shouldReachDebiansRelayByEveryTransport() throws Exception {
        RelayUnderTest.REFERENCE.require();
        int tcp = freePort();
        int http = freePort();
        int https = freePort();
        Path folder = WorkFolder.create("certificate");
        Path certificate = selfSigned(folder);
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("--listen-tcp-ng=127.0.0.1:" + tcp);
        options.add("--listen-http=127.0.0.1:" + http);
        options.add("--listen-https=127.0.0.1:" + https);
        options.add("--https-cert=" + certificate);
        options.add("--https-key=" + folder.resolve("key.pem"));
        try (RelayProcess relay = RelayProcess.start(RelayUnderTest.REFERENCE, options)) {
            for (String url : List.of(
                    url(relay),
                    "tcp:127.0.0.1:" + tcp,
                    "http://127.0.0.1:" + http + "/ng",
                    "ws://127.0.0.1:" + http + "/",
                    "https://127.0.0.1:" + https + "/ng",
                    "wss://127.0.0.1:" + https + "/")) {
                try (KamailioRtpengine rtpengine = KamailioRtpengine.open(KamailioSettings.builder()
                        .rtpengineSock(url)
                        .tls(RelayCertificates.trusting(certificate))
                        .build())) {
                    assertThat(rtpengine.pool().sets().snapshot().displayedNodes().getFirst().isEnabled()).as(url).isTrue();
                    for (int i = 0; i < 5; i++) {
                        CallMessages call = new CallMessages("transport-" + url + i);
                        begin(rtpengine, call, "");
                        assertThat(rtpengine.rtpengineQuery(new RequestRoute(call.request("INFO", ""))).isOk()).as(url).isTrue();
                        assertThat(rtpengine.rtpengineDelete(new RequestRoute(call.request("BYE", ""))).isOk()).as(url).isTrue();
                    }
                }
            }
        }
    }

    /** @return the certificate; its key is in key.pem beside it */
    private static Path selfSigned(Path folder) throws Exception {
        Prerequisites.programs("openssl");
        Path certificate = folder.resolve("certificate.pem");
        Process openssl = new ProcessBuilder(
                        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.resolve("key.pem").toString(), "-out",
                        certificate.toString(), "-days", "2", "-subj", "/CN=relay", "-addext", "subjectAltName=IP:127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(openssl.waitFor()).as("openssl, see " + folder).isZero();
        return certificate;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
