package dev.patchbay.sip.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sip.database.DatabaseSettings;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The MI commands over HTTP, as {@code opensips-cli} sends them. */
class OpenSipsCommandsTest {

    private static final String OK = "{\"jsonrpc\":\"2.0\",\"result\":\"OK\",\"id\":1}";

    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private ManagementBench bench;
    private JsonRpcServer server;
    private JsonRpcClient client;

    @BeforeEach
    void start() throws Exception {
        bench = new ManagementBench(
                "opensips",
                DatabaseSettings.openSips(Map.of("db_url", "jdbc:h2:mem:opensips")).orElseThrow());
        bench.execute("INSERT INTO rtpengine (set_id, socket) VALUES (0, 'LIVE=2'), (0, 'LIVE'), (4, 'LIVE=3')");
        bench.reload.run();
        serve(new OpenSipsCommands(bench.pool, Optional.of(bench.reload), Optional.of(this::terminate)));
    }

    private void serve(OpenSipsCommands commands) throws Exception {
        server = JsonRpcServer.open(ManagementBench.ANY_PORT, commands);
        client = new JsonRpcClient(server.address(), "/mi");
    }

    private boolean terminate(String callId) {
        if (callId.equals("broken")) {
            throw new IllegalStateException("thrown by the test");
        }
        ended.add(callId);
        return callId.equals("Y2IwYjQ2YmE2ZDg5MWVkNDNkZGIwZjAzNGM1ZDY0ZDQ");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
        bench.close();
    }

    private static String fault(int code, String message) {
        return "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"},\"id\":1}";
    }

    private String shown(String method) throws Exception {
        return client.call(method, "").replace(bench.live(), "LIVE");
    }

    @Test
    void shouldShow() throws Exception {
        String expected = "{\"jsonrpc\":\"2.0\",\"result\":[{\"Set\":0,\"Nodes\":["
                + "{\"url\":\"LIVE\",\"index\":0,\"disabled\":0,\"weight\":2,\"recheck_ticks\":0},"
                + "{\"url\":\"LIVE\",\"index\":1,\"disabled\":0,\"weight\":1,\"recheck_ticks\":0}]},"
                + "{\"Set\":4,\"Nodes\":[{\"url\":\"LIVE\",\"index\":2,\"disabled\":0,\"weight\":3,\"recheck_ticks\":0}]}],\"id\":1}";
        assertThat(shown("rtpengine_show")).isEqualTo(expected);
        assertThat(shown("rtpengine:show")).isEqualTo(expected);
        assertThat(client.call("rtpengine_show", "[1]")).isEqualTo(fault(-32602, "Invalid params"));
    }

    @Test
    void shouldSwitchAllInstancesOfAUrl() throws Exception {
        // The command line client sends all words as texts.
        assertThat(client.call("rtpengine_enable", bench.text("[\"LIVE\",\"0\"]"))).isEqualTo(OK);
        assertThat(bench.pool.sets().snapshot().displayedNodes()).noneMatch(node -> node.isEnabled());
        assertThat(shown("rtpengine_show")).contains("\"disabled\":1,\"weight\":3,\"recheck_ticks\":4294967295");
        assertThat(client.call("rtpengine_enable", bench.text("{\"enable\":1,\"url\":\"LIVE\"}"))).isEqualTo(OK);
        assertThat(bench.pool.sets().snapshot().displayedNodes()).allMatch(node -> node.isEnabled());

        assertThat(client.call("rtpengine_enable", "[\"udp:127.0.0.1:9\",1]")).isEqualTo(fault(404, "RTP engine not found"));
        assertThat(client.call("rtpengine_enable", "[\"\",1]")).isEqualTo(fault(400, "Empty url"));
        assertThat(client.call("rtpengine_enable", bench.text("[\"LIVE\"]"))).isEqualTo(fault(-32602, "Invalid params"));
        assertThat(client.call("rtpengine_enable", bench.text("[\"LIVE\",\"maybe\"]"))).isEqualTo(fault(-32602, "Invalid params"));
        assertThat(client.call("rtpengine_enable", bench.text("{\"url\":\"LIVE\",\"on\":1}"))).isEqualTo(fault(-32602, "Invalid params"));
    }

    @Test
    void shouldReload() throws Exception {
        bench.execute("DELETE FROM rtpengine WHERE set_id = 0");
        assertThat(client.call("rtpengine_reload", "")).isEqualTo(OK);
        assertThat(bench.pool.sets().snapshot().displayedNodes()).hasSize(1);
        bench.execute("DROP TABLE rtpengine");
        assertThat(client.call("rtpengine_reload", "")).contains("\"code\":500,\"message\":\"Failed to reload: ");
        assertThat(bench.pool.sets().snapshot().displayedNodes()).hasSize(1);
    }

    @Test
    void shouldEndDialogs() throws Exception {
        assertThat(client.call("teardown", "[\"Y2IwYjQ2YmE2ZDg5MWVkNDNkZGIwZjAzNGM1ZDY0ZDQ\"]")).isEqualTo(OK);
        assertThat(client.call("teardown", "{\"callid\":\"unknown\"}")).isEqualTo(fault(500, "Failed to terminate dialog"));
        assertThat(ended).containsExactly("Y2IwYjQ2YmE2ZDg5MWVkNDNkZGIwZjAzNGM1ZDY0ZDQ", "unknown");
        assertThat(client.call("teardown", "[\"\"]")).isEqualTo(fault(400, "Empty callid"));
        assertThat(client.call("teardown", "")).isEqualTo(fault(-32602, "Invalid params"));
        assertThat(client.call("teardown", "[\"broken\"]")).isEqualTo(fault(-32603, "Internal error"));
    }

    @Test
    void shouldSayWhatTheServerDoesNotHave() throws Exception {
        stopServerOnly();
        serve(new OpenSipsCommands(bench.pool, Optional.empty(), Optional.empty()));
        assertThat(client.call("rtpengine_reload", "")).isEqualTo(fault(400, "Dynamic loading not enabled"));
        assertThat(client.call("teardown", "[\"x\"]")).isEqualTo(fault(500, "Dialog module not loaded"));
    }

    private void stopServerOnly() {
        client.close();
        server.close();
    }

    @Test
    void shouldAnswerBadRequests() throws Exception {
        assertThat(client.call("rtpengine_hide", "")).isEqualTo(fault(-32601, "Method not found"));
        assertThat(client.call("rtpengine_show", "7")).isEqualTo(fault(-32602, "Invalid params"));
        assertThat(client.post("{\"jsonrpc\":\"2.0\",\"id\":1}")).isEqualTo(fault(-32600, "Invalid Request: no method"));
        assertThat(client.post("[]")).contains("\"code\":-32700").endsWith("\"id\":null}");
        assertThat(client.post("{\"jsonrpc\":\"2.0\",\"method\":\"rtpengine_show\"}")).isEqualTo("204 ");
        assertThat(client.post(" ".repeat(PostServer.MAX_BODY_BYTES + 1))).isEqualTo("413 ");
        assertThat(client.send(client.request().GET())).isEqualTo("405 ");
        assertThat(client.send(client.request().PUT(HttpRequest.BodyPublishers.ofString("{}")))).isEqualTo("405 ");
    }

    @Test
    void shouldSurviveNoise() throws Exception {
        Random random = new Random(20_261_122);
        JsonRpcDispatcher dispatcher = new JsonRpcDispatcher(
                new OpenSipsCommands(bench.pool, Optional.empty(), Optional.of(this::terminate)).byName(), JsonRpcStyle.OPENSIPS);
        byte[] request = bench.text("{\"jsonrpc\":\"2.0\",\"method\":\"rtpengine_enable\",\"params\":[\"LIVE\",\"1\"],\"id\":1}")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 20_000; round++) {
            byte[] noisy = request.clone();
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
            }
            JsonRpcReply reply = dispatcher.dispatch(noisy);
            assertThat(reply.httpStatus()).isIn(200, 204);
        }
        assertThat(client.call("rtpengine_enable", bench.text("[\"LIVE\",1]"))).isEqualTo(OK);
    }
}
