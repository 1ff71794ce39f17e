package dev.patchbay.proxy.example;

import static dev.patchbay.proxy.example.ExampleCall.SDP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngvalue.NgDict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.Nullable;

/** What the relays are asked to do by the route blocks of Kamailio's document. */
class KamailioExamplesTest {

    private @Nullable ScriptedRelay first;
    private @Nullable ScriptedRelay second;
    private @Nullable ExampleStage stage;

    @BeforeEach
    void start() throws Exception {
        first = new ScriptedRelay();
        second = new ScriptedRelay();
    }

    @AfterEach
    void stop() {
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
        stage = new ExampleStage("kamailio/" + example, replaced);
        return stage;
    }

    private ExampleStage play(String example) throws Exception {
        return play(example, Map.of(ExampleStage.RELAYS, first().url()));
    }

    @Test
    void singleServer() throws Exception {
        play("SingleServer", Map.of("udp:10.0.0.1:22222", first().url())).call("bob").establish().hangUp();
        assertThat(first().names()).containsExactly("offer", "answer", "delete");
    }

    @Test
    void weightedServersShareCallsTwoToOne() throws Exception {
        ExampleStage weighted =
                play("WeightedServers", Map.of("udp:10.0.0.1:22222", first().url(), "udp:10.0.0.2:22222", second().url()));
        for (int i = 0; i < 45; i++) {
            weighted.call("bob" + i).establish().hangUp();
        }
        assertThat(first().names().size() + second().names().size()).isEqualTo(3 * 45);
        assertThat(first().names().size() % 3).as("no call on two relays").isZero();
        assertThat(first().names().size()).isGreaterThan(second().names().size());
        assertThat(second().names()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bob, true", "2001, false"})
    void severalSets(String callee, boolean isFirstSet) throws Exception {
        ExampleStage sets = play(
                "SeveralSets",
                Map.of(
                        "udp:10.0.0.1:22222 udp:10.0.0.2:22222", first().url(),
                        "udp:10.0.0.3:22222 udp:10.0.0.4:22222", second().url()));
        sets.call(callee).establish().hangUp();
        assertThat((isFirstSet ? first() : second()).names()).containsExactly("offer", "answer", "delete");
        assertThat((isFirstSet ? second() : first()).names()).isEmpty();
    }

    @Test
    void routeBlocks() throws Exception {
        play("RouteBlocks").call("bob").establish().hangUp();
        assertThat(first().names()).containsExactly("offer", "answer", "delete");
        NgDict offer = first().command("offer");
        assertThat(offer.string("ICE")).contains("force");
        assertThat(offer.dict("codec").orElseThrow().strings("transcode")).containsExactly("PCMU");
    }

    @Test
    void routeBlocksBehindAnotherProxyWithARecording() throws Exception {
        ExampleCall call = play("RouteBlocks").call("bob");
        call.ring(SDP, "X-Record: yes", "Record-Route: <sip:127.0.0.1:9;lr>");
        call.answer(SDP);
        assertThat(first().names()).containsExactly("offer", "offer", "answer", "start recording");
    }

    @Test
    void routeBlocksTellWhenTheRelayRefuses() throws Exception {
        first().replying("offer", NgDict.builder().put("result", "error").put("error-reason", "no").build());
        assertThat(play("RouteBlocks").call("bob").toProxy("INVITE", SDP)).startsWith("SIP/2.0 500 RTPEngine offer failed");
    }

    @Test
    void backupSetTakesOver() throws Exception {
        ExampleStage sets = play("BackupSet", Map.of("udp:10.0.0.1:22222", first().url(), "udp:10.0.0.3:22222", second().url()));
        ExampleCall call = sets.call("bob");
        try (SipEnd backup = sets.end()) {
            call.ring(SDP, "X-Backup: " + backup.uri("backup"));
            call.callee().send(call.response(call.invite, "503 Service Unavailable", ""));
            String retried = backup.receive("INVITE sip:backup@");
            assertThat(SipEnd.body(retried)).contains("s=relayed");
            backup.send(call.response(retried, "200 OK", SDP));
            call.caller().receive("SIP/2.0 200");
        }
        assertThat(first().names()).containsExactly("offer", "delete");
        assertThat(second().names()).containsExactly("offer", "answer");
    }

    @Test
    void backupSetIsNotWantedByWhoNamesNone() throws Exception {
        ExampleStage sets = play("BackupSet", Map.of("udp:10.0.0.1:22222", first().url(), "udp:10.0.0.3:22222", second().url()));
        ExampleCall call = sets.call("bob");
        call.ring(SDP);
        call.callee().send(call.response(call.invite, "486 Busy Here", ""));
        call.caller().receive("SIP/2.0 486");
        assertThat(first().names()).containsExactly("offer", "delete");
        assertThat(second().names()).isEmpty();
    }

    @Test
    void databaseTable(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("relays");
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rtpengine (id SERIAL PRIMARY KEY, setid INTEGER, url VARCHAR(64), weight INTEGER,"
                    + " disabled INTEGER, stamp TIMESTAMP)");
            statement.execute("INSERT INTO rtpengine (setid, url, weight, disabled) VALUES (0, '" + first().url() + "', 1, 0), (0, '"
                    + second().url() + "', 1, 1)");
        }
        play("DatabaseTable", Map.of("mysql://kamailio:kamailiorw@localhost/kamailio", "h2:" + file))
                .call("bob")
                .establish()
                .hangUp();
        assertThat(first().names()).containsExactly("offer", "answer", "delete");
        assertThat(second().names()).isEmpty();
    }

    @Test
    void mediaQualityIsLogged() throws Exception {
        first().replying(
                "delete",
                NgDict.builder()
                        .put("result", "ok")
                        .put("created", 1_000)
                        .put("totals", NgDict.builder())
                        .put("SSRC", NgDict.builder()
                                .put("1", NgDict.builder()
                                        .put("average MOS", mos(41).put("samples", 2))
                                        .put("lowest MOS", mos(38).put("reported at", 1_007))
                                        .put("highest MOS", mos(43).put("reported at", 1_009))))
                        .build());
        try (LogLines lines = new LogLines("route")) {
            play("MediaQuality").call("bob").establish().hangUp();
            assertThat(lines.all()).hasSize(1);
            assertThat(lines.all().getFirst()).startsWith("MOS 4.1 (lowest 3.8 after ").endsWith(", highest 4.3)");
        }
    }

    private static NgDict.Builder mos(int value) {
        return NgDict.builder().put("MOS", value).put("round-trip time", 900).put("jitter", 3).put("packet loss", 0);
    }

    @Test
    void debugOptionsNameTheRelay() throws Exception {
        try (LogLines lines = new LogLines("route")) {
            play("DebugOptions").call("bob").establish().hangUp();
            assertThat(lines.all()).contains("Selected RTPEngine: " + first().url().replace("udp:", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start_recording", "stop_recording", "block_dtmf", "unblock_dtmf", "block_media", "unblock_media",
        "play_media", "stop_media", "query"})
    void mediaFunctions(String name) throws Exception {
        ExampleCall call = play("MediaFunctions").call("bob").establish();
        assertThat(call.toProxy("INFO", "", "X-Media: " + name)).startsWith("SIP/2.0 200");
        String command = name.replace('_', ' ').replace("dtmf", "DTMF");
        assertThat(first().names()).isEqualTo(List.of("offer", "answer", command));
        assertThat(first().command(command).string("call-id")).contains(call.callId());
    }
}
