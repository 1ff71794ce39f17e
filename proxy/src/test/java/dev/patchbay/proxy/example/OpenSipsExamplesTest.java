package dev.patchbay.proxy.example;

import static dev.patchbay.proxy.example.ExampleCall.FROM_TAG;
import static dev.patchbay.proxy.example.ExampleCall.SDP;
import static dev.patchbay.proxy.example.ExampleCall.TO_TAG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.Nullable;

/** What the relays are asked to do by the examples of OpenSIPS' document. */
class OpenSipsExamplesTest {

    private @Nullable ScriptedRelay first;
    private @Nullable ScriptedRelay second;
    private @Nullable ExampleStage stage;

    @BeforeEach
    void start() throws Exception {
        first = new ScriptedRelay();
        second = new ScriptedRelay();
    }

    @AfterEach
    void stop() throws Exception {
        if (stage != null) {
            stage.close();
        }
        first().close();
        second().close();
    }

    private ScriptedRelay first() {
        return java.util.Objects.requireNonNull(first);
    }

    private ScriptedRelay second() {
        return java.util.Objects.requireNonNull(second);
    }

    private ExampleStage play(String example, Map<String, String> replaced) throws Exception {
        stage = new ExampleStage("opensips/" + example, replaced);
        return stage;
    }

    /** With the first relay as the proxy's own. */
    private ExampleStage play(String example) throws Exception {
        return play(example, Map.of(ExampleStage.RELAYS, first().url()));
    }

    private static List<String> flags(NgDict command) {
        return command.strings("flags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Example02To04Timeouts", "Example18RtpengineDelete", "Example19RtpengineManage"})
    void offersAnswersAndDeletes(String example) throws Exception {
        ExampleCall call = play(example).call("bob").establish();
        assertThat(SipEnd.body(call.invite)).contains("s=relayed");
        assertThat(SipEnd.body(call.answer)).contains("s=relayed");
        assertThat(SipEnd.headers(call.invite, "Record-Route")).hasSize(1);
        call.hangUp();
        assertThat(first().names()).containsExactly("offer", "answer", "delete");
        NgDict answer = first().command("answer");
        assertThat(answer.string("call-id")).contains(call.callId());
        assertThat(answer.string("from-tag")).contains(FROM_TAG);
        assertThat(answer.string("to-tag")).contains(TO_TAG);
    }

    @Test
    void example01SingleRelay() throws Exception {
        play("Example01SingleRelay", Map.of("udp:localhost:12221", first().url())).call("bob").establish().hangUp();
        assertThat(first().names()).containsExactly("offer", "answer", "delete");
    }

    @Test
    void example01SeveralRelaysKeepsACallOnOneAndSpreadsCalls() throws Exception {
        ExampleStage shared =
                play("Example01SeveralRelays", Map.of("udp:localhost:12221", first().url(), "udp:localhost:12222", second().url()));
        int calls = 0;
        while ((first().names().isEmpty() || second().names().isEmpty()) && calls++ < 40) {
            shared.call("bob" + calls).establish().hangUp();
        }
        for (ScriptedRelay relay : List.of(first(), second())) {
            assertThat(relay.names()).isNotEmpty();
            assertThat(relay.names().stream().distinct()).containsExactlyInAnyOrder("offer", "answer", "delete");
            assertThat(relay.names().size() % 3).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"bob, true", "2001, false"})
    void example01RelaySets(String callee, boolean isFirstSet) throws Exception {
        ExampleStage sets = play(
                "Example01RelaySets",
                Map.of(
                        "udp:localhost:12221 udp:localhost:12222", first().url(),
                        "udp:localhost:12225", second().url()));
        sets.call(callee).establish().hangUp();
        assertThat((isFirstSet ? first() : second()).names()).containsExactly("offer", "answer", "delete");
        assertThat((isFirstSet ? second() : first()).names()).isEmpty();
    }

    @Test
    void example05NotificationOfAKey() throws Exception {
        int port = ExampleStage.freePort();
        ExampleStage notified =
                play("Example05NotificationSock", Map.of(ExampleStage.RELAYS, first().url(), "127.0.0.1:9999", "127.0.0.1:" + port));
        ExampleCall call = notified.call("bob").establish();
        try (DatagramSocket socket = new DatagramSocket()) {
            for (String callId : List.of("stranger", call.callId())) {
                byte[] event = ("{\"callid\":\"" + callId + "\",\"source_tag\":\"a7\",\"type\":\"DTMF\",\"timestamp\":1,"
                                + "\"source_ip\":\"127.0.0.1\",\"event\":5,\"duration\":100,\"volume\":8}")
                        .getBytes(UTF_8);
                socket.send(new DatagramPacket(event, event.length, InetAddress.getLoopbackAddress(), port));
            }
        }
        // The notification takes its own way: requests of the call ask until it has come.
        Awaitility.await().until(() -> SipEnd.header(call.within("BYE", ""), "X-Last-Key"), key -> !key.equals("none"));
        assertThat(first().names()).startsWith("offer", "answer").contains("delete");
    }

    @Test
    void example06ExtraIdPv() throws Exception {
        play("Example06ExtraIdPv").call("bob").establish().hangUp();
        assertThat(first().names()).containsExactly("offer", "answer", "delete");
        assertThat(first().commands()).allSatisfy(c -> assertThat(c.string("via-branch")).contains("to-sip:bob@example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Example07SetidAvp", "Example12UseSet"})
    void chosenSetIsUsed(String example) throws Exception {
        play(example, Map.of("udp:localhost:12221", first().url(), "udp:localhost:12225", second().url()))
                .call("bob")
                .establish();
        assertThat(second().names()).containsExactly("offer", "answer");
        assertThat(first().names()).isEmpty();
    }

    @Test
    void example08To11Database(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("relays");
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rtpengine_new (id SERIAL PRIMARY KEY, sock TEXT NOT NULL, set_new INTEGER NOT NULL)");
            statement.execute("INSERT INTO rtpengine_new (sock, set_new) VALUES ('" + first().url() + "', 0)");
        }
        play("Example08To11Database", Map.of("mysql://opensips:opensipsrw@localhost/opensips", "h2:" + file))
                .call("bob")
                .establish()
                .hangUp();
        assertThat(first().names()).containsExactly("offer", "answer", "delete");
    }

    @Test
    void example13OfferInTheInvite() throws Exception {
        play("Example13RtpengineOffer").call("bob").establish();
        assertThat(first().names()).containsExactly("offer", "answer");
        assertThat(first().command("offer").string("from-tag")).contains(FROM_TAG);
        assertThat(first().command("answer").string("to-tag")).contains(TO_TAG);
    }

    @Test
    void example13OfferInTheAnswer() throws Exception {
        ExampleCall call = play("Example13RtpengineOffer").call("bob").establishWith("", SDP, SDP);
        assertThat(SipEnd.body(call.answer)).contains("s=relayed");
        assertThat(first().names()).containsExactly("offer", "answer");
        assertThat(first().command("offer").string("from-tag")).contains(TO_TAG);
        assertThat(first().command("answer").string("from-tag")).contains(TO_TAG);
    }

    @Test
    void example14ScriptChangesTheRelaysSdp() throws Exception {
        ExampleCall call = play("Example14BodyReplace").call("bob").establish();
        assertThat(SipEnd.body(call.invite)).contains("s=relayed").endsWith("a=X-seen-by:script\r\n");
        assertThat(SipEnd.header(call.invite, "Content-Length")).isEqualTo(String.valueOf(SipEnd.body(call.invite).length()));
    }

    @Test
    void example15MetadataForTheRecorder() throws Exception {
        ExampleCall call = play("Example15CallRecording").call("bob").establish();
        NgDict offer = first().command("offer");
        assertThat(offer.string("record-call", "record call")).contains("yes");
        String metadata = new String(HexFormat.of().parseHex(offer.string("metadata").orElseThrow()), UTF_8);
        assertThat(metadata)
                .contains("\"callId\":\"" + call.callId() + "\"", "\"fromUser\":\"alice\"", "\"fromDomain\":\"example.org\"")
                .contains("\"fromTag\":\"a7\"", "\"toUser\":\"bob\"", "\"toDomain\":\"example.org\"");
    }

    @Test
    void example16Transcoding() throws Exception {
        play("Example16Transcoding").call("bob").establish();
        assertThat(flags(first().command("offer"))).contains("codec-mask-PCMA", "codec-strip-opus", "transcode-opus");
    }

    @ParameterizedTest
    @CsvSource({
        "Example20And21Recording,    Record,        start recording,  stop recording",
        "Example25And26BlockMedia,   X-Mute,        block media,      unblock media",
        "Example27And28BlockDtmf,    X-Secret-Keys, block DTMF,       unblock DTMF",
        "Example29And30Forwarding,   X-Forwarding,  start forwarding, stop forwarding",
    })
    void phoneSwitchesOnAndOff(String example, String header, String on, String off) throws Exception {
        ExampleCall call = play(example).call("bob").establish();
        assertThat(call.toProxy("INFO", "", header + ": on")).startsWith("SIP/2.0 200");
        assertThat(call.toProxy("INFO", "", header + ": off")).startsWith("SIP/2.0 200");
        call.hangUp();
        assertThat(first().names()).containsExactly("offer", "answer", on, off, "delete");
        for (String name : List.of(on, off)) {
            assertThat(first().command(name).string("call-id")).contains(call.callId());
        }
    }

    @Test
    void example22And24RingbackTone() throws Exception {
        ExampleCall call = play("Example22And24RingbackTone").call("bob");
        call.ring(SDP);
        assertThat(first().names()).containsExactly("offer", "play media");
        assertThat(first().command("play media").string("file")).contains("/path/to/ringback_tone_file.wav");
        call.answer(SDP);
        assertThat(first().names()).containsExactly("offer", "play media", "answer", "stop media");
    }

    @Test
    void example23MusicOnHold() throws Exception {
        ExampleCall call = play("Example23MusicOnHold").call("bob").establish();
        call.within("INVITE", SDP.replace("sendrecv", "sendonly"));
        assertThat(first().names()).containsExactly("offer", "answer", "offer", "play media", "answer");
        NgDict music = first().command("play media");
        assertThat(music.string("file")).contains("/path/to/moh_file.wav");
        assertThat(music.string("from-tag")).as("the one on hold").contains(TO_TAG);
        call.within("INVITE", SDP);
        assertThat(first().command("stop media").string("from-tag")).contains(TO_TAG);
        call.within("INVITE", SDP);
        assertThat(first().names().stream().filter(n -> n.equals("stop media"))).hasSize(1);
    }

    @Test
    void example31KeyByInfo() throws Exception {
        ExampleCall call = play("Example31PlayDtmf").call("bob").establish();
        String reply = call.toProxy("INFO", "Signal=5\nDuration=160\n", "Content-Type: application/dtmf-relay");
        assertThat(reply).startsWith("SIP/2.0 200");
        assertThat(flags(first().command("offer"))).contains("inject-DTMF");
        assertThat(first().command("play DTMF").string("code")).contains("5");
    }

    private static final NgDict QUERY = NgDict.builder()
            .put("result", "ok")
            .put("created", 1_000)
            .put("totals", NgDict.builder()
                    .put("RTP", NgDict.builder().put("packets", 100).put("bytes", 17_200).put("errors", 0))
                    .put("RTCP", NgDict.builder().put("packets", 2).put("bytes", 96).put("errors", 0)))
            .put("tags", NgDict.builder().put(FROM_TAG, party("1")).put(TO_TAG, party("2")))
            .put("SSRC", NgDict.builder().put("1", quality(43, 41, 1_007)).put("2", quality(35, 30, 1_009)))
            .build();

    private static NgDict.Builder party(String ssrc) {
        NgDict stream = NgDict.builder().put("SSRC", Long.parseLong(ssrc)).build();
        NgDict media = NgDict.builder().put("streams", NgList.of(stream)).build();
        return NgDict.builder().put("medias", NgList.of(media));
    }

    private static NgDict.Builder quality(int average, int lowest, int at) {
        return NgDict.builder()
                .put("average MOS", mos(average))
                .put("lowest MOS", mos(lowest).put("reported at", at))
                .put("highest MOS", mos(average).put("reported at", at));
    }

    private static NgDict.Builder mos(int value) {
        return NgDict.builder().put("MOS", value).put("round-trip time", 900).put("jitter", 3).put("packet loss", 0);
    }

    @Test
    void example32CountersGoIntoTheBye() throws Exception {
        first().replying("query", QUERY);
        String bye = play("Example32Rtpstat").call("bob").establish().hangUp();
        assertThat(SipEnd.header(bye, "X-RTP-Statistics")).contains("100").contains("17200");
        assertThat(first().names()).containsExactly("offer", "answer", "query", "delete");
    }

    @Test
    void example33QualityGoesIntoTheLog() throws Exception {
        first().replying("query", QUERY);
        try (LogLines lines = new LogLines("route")) {
            play("Example33RtpstatStatistics").call("bob").establish().hangUp();
            assertThat(lines.all())
                    .containsExactly(
                            "Average MOS of the entire call is 39",
                            "Average MOS of caller is 43",
                            "Average MOS of callee is 35",
                            "Min MOS of caller is 41 reported at 7");
        }
        assertThat(first().names()).as("asked once").containsExactly("offer", "answer", "query", "delete");
    }

    @Test
    void example34QueryAsJson() throws Exception {
        first().replying("query", QUERY);
        try (LogLines lines = new LogLines("route")) {
            play("Example34Rtpquery").call("bob").establish().hangUp();
            assertThat(lines.all()).hasSize(1);
            assertThat(lines.all().getFirst()).startsWith("Total RTP Stats: {").contains("\"packets\":100");
        }
    }

    private static String command(int port, String method, String parameters) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters + "}";
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + "/mi");
            return client.send(
                            HttpRequest.newBuilder(uri)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void example35To38Management(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("relays");
        int port = ExampleStage.freePort();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rtpengine (id SERIAL PRIMARY KEY, socket TEXT NOT NULL, set_id INTEGER NOT NULL)");
            statement.execute("INSERT INTO rtpengine (socket, set_id) VALUES ('" + first().url() + "', 0)");
        }
        ExampleStage managed = play(
                "Example35To38Management",
                Map.of(
                        "mysql://opensips:opensipsrw@localhost/opensips", "h2:" + file,
                        "8888", String.valueOf(port)));
        assertThat(command(port, "rtpengine_show", "{}")).contains(first().url(), "\"disabled\":0");
        assertThat(command(port, "rtpengine_reload", "{}")).contains("OK");
        assertThat(command(port, "rtpengine_enable", "{\"url\":\"" + first().url() + "\",\"enable\":0}")).contains("OK");
        assertThat(command(port, "rtpengine_show", "{}")).contains("\"disabled\":1");
        assertThat(command(port, "rtpengine_enable", "{\"url\":\"" + first().url() + "\",\"enable\":1}")).contains("OK");

        ExampleCall call = managed.call("bob").establish();
        String teardown = "{\"callid\":\"" + call.callId() + "\"}";
        assertThat(command(port, "teardown", teardown)).contains("OK");
        String toCaller = call.caller().receive("BYE sip:alice@127.0.0.1:");
        assertThat(SipEnd.header(toCaller, "From")).isEqualTo("<sip:bob@example.org>;tag=" + TO_TAG);
        assertThat(SipEnd.header(toCaller, "To")).isEqualTo("<sip:alice@example.org>;tag=" + FROM_TAG);
        String toCallee = call.callee().receive("BYE sip:bob@127.0.0.1:");
        assertThat(SipEnd.header(toCallee, "From")).isEqualTo("<sip:alice@example.org>;tag=" + FROM_TAG);
        assertThat(SipEnd.header(toCallee, "CSeq")).isEqualTo("2 BYE");
        call.callee().send(call.response(toCallee, "200 OK", ""));
        call.caller().send(call.response(toCaller, "200 OK", ""));
        assertThat(command(port, "teardown", teardown)).contains("Failed to terminate dialog");
    }
}
