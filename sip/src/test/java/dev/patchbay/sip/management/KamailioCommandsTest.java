package dev.patchbay.sip.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sip.database.DatabaseSettings;
import dev.patchbay.sip.select.CallTable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The RPCs over HTTP. Expected replies of release 5.6 are what Kamailio 5.6.3 gave to the same requests with the same table (module
 * {@code jsonrpcs} behind {@code xhttp}); those of release 6.0 are from the documents alone.
 */
class KamailioCommandsTest {

    private ManagementBench bench;
    private JsonRpcServer server;
    private JsonRpcClient client;

    @BeforeEach
    void start() throws Exception {
        bench = new ManagementBench(
                "kamailio",
                DatabaseSettings.kamailio(Map.of("db_url", "jdbc:h2:mem:kamailio")).orElseThrow());
        bench.execute("INSERT INTO rtpengine (setid, url, weight, disabled) VALUES (0, 'LIVE', 1, 0), (0, 'DEAD', 5, 1), (2, 'LIVE', 3, 0)");
        serve(KamailioRelease.V5_6);
        bench.reload.run();
    }

    private void serve(KamailioRelease release) throws Exception {
        CallTable calls = new CallTable(256, Duration.ofHours(1), bench.clock);
        server = JsonRpcServer.open(
                ManagementBench.ANY_PORT, new KamailioCommands(bench.pool, calls, Optional.of(bench.reload), release));
        client = new JsonRpcClient(server.address(), "/RPC");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
        bench.close();
    }

    private void shouldAnswer(String method, String params, String expected) throws Exception {
        assertThat(client.call(method, bench.text(params))).isEqualTo(bench.text(expected));
    }

    private static String result(String json) {
        return "{\"jsonrpc\":\"2.0\",\"result\":" + json + ",\"id\":1}";
    }

    private static String fault(int code, String message) {
        return code + " {\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"},\"id\":1}";
    }

    @Test
    void shouldShow() throws Exception {
        shouldAnswer("rtpengine.show", "[\"all\"]", result("[{\"url\":\"LIVE\",\"set\":0,\"index\":0,\"weight\":1,\"disabled\":0,\"recheck_ticks\":0},"
                + "{\"url\":\"DEAD\",\"set\":0,\"index\":1,\"weight\":5,\"disabled\":\"1(permanent)\",\"recheck_ticks\":\"N/A\"},"
                + "{\"url\":\"LIVE\",\"set\":2,\"index\":2,\"weight\":3,\"disabled\":0,\"recheck_ticks\":0}]"));
        shouldAnswer("rtpengine.show", "{\"url\":\"DEAD\"}", result(
                "[{\"url\":\"DEAD\",\"set\":0,\"index\":1,\"weight\":5,\"disabled\":\"1(permanent)\",\"recheck_ticks\":\"N/A\"}]"));
        shouldAnswer("rtpengine.show", "[\"udp:127.0.0.1:9\"]", fault(404, "Instance not found"));
        shouldAnswer("rtpengine.show", "", fault(500, "Not enough parameters"));
    }

    @Test
    void shouldShowAsNewerReleases() throws Exception {
        stopServerOnly();
        serve(KamailioRelease.V6_0);
        shouldAnswer("rtpengine.show", "[\"all\"]", result(
                "[{\"url\":\"LIVE\",\"set\":0,\"index\":0,\"weight\":1,\"disabled\":false,\"active\":true,\"recheck_ticks\":0},"
                + "{\"url\":\"DEAD\",\"set\":0,\"index\":1,\"weight\":5,\"disabled\":true,\"active\":false,\"recheck_ticks\":-1},"
                + "{\"url\":\"LIVE\",\"set\":2,\"index\":2,\"weight\":3,\"disabled\":false,\"active\":true,\"recheck_ticks\":0}]"));
    }

    private void stopServerOnly() {
        client.close();
        server.close();
    }

    @Test
    void shouldSwitchRelaysOffAndOn() throws Exception {
        shouldAnswer("rtpengine.enable", "[\"LIVE\",0]", result("{\"url\":\"LIVE\",\"status\":\"disable\"}"));
        shouldAnswer("rtpengine.show", "[\"LIVE\"]", result(
                "[{\"url\":\"LIVE\",\"set\":0,\"index\":0,\"weight\":1,\"disabled\":\"1(permanent)\",\"recheck_ticks\":\"N/A\"},"
                + "{\"url\":\"LIVE\",\"set\":2,\"index\":2,\"weight\":3,\"disabled\":\"1(permanent)\",\"recheck_ticks\":\"N/A\"}]"));
        // A ping does not bring back what somebody switched off.
        shouldAnswer("rtpengine.ping", "[\"LIVE\"]", result("{\"url\":\"LIVE\",\"status\":\"success\"}"));
        assertThat(bench.pool.sets().snapshot().displayedNodes().getFirst().isEnabled()).isFalse();

        shouldAnswer("rtpengine.enable", "[\"all\",1]", result("{\"url\":\"all\",\"status\":\"fail\"}"));
        bench.clock.advance(Duration.ofMillis(6_500));
        shouldAnswer("rtpengine.show", "[\"all\"]", result("[{\"url\":\"LIVE\",\"set\":0,\"index\":0,\"weight\":1,\"disabled\":0,\"recheck_ticks\":0},"
                + "{\"url\":\"DEAD\",\"set\":0,\"index\":1,\"weight\":5,\"disabled\":1,\"recheck_ticks\":54},"
                + "{\"url\":\"LIVE\",\"set\":2,\"index\":2,\"weight\":3,\"disabled\":0,\"recheck_ticks\":0}]"));
        shouldAnswer("rtpengine.ping", "[\"all\"]", result("{\"url\":\"all\",\"status\":\"fail\"}"));
        shouldAnswer("rtpengine.enable", "[\"LIVE\",\"1\"]", result("{\"url\":\"LIVE\",\"status\":\"enable\"}"));

        shouldAnswer("rtpengine.enable", "[\"LIVE\"]", fault(500, "Not enough parameters"));
        shouldAnswer("rtpengine.enable", "[]", fault(500, "Not enough parameters"));
        shouldAnswer("rtpengine.ping", "", fault(500, "Not enough parameters"));
        shouldAnswer("rtpengine.enable", "[\"udp:127.0.0.1:9\",1]", fault(404, "Instance not found"));
        // Kamailio switches everything off here; a slip of the finger should not.
        shouldAnswer("rtpengine.enable", "[\"all\",\"x\"]", fault(400, "The second parameter is 0 to disable or 1 to enable"));
    }

    @Test
    void shouldReloadNotTooOften() throws Exception {
        bench.execute("DELETE FROM rtpengine WHERE url = 'DEAD'");
        shouldAnswer("rtpengine.reload", "", result("\"Ok. Reload successful.\""));
        shouldAnswer("rtpengine.show", "[\"DEAD\"]", fault(404, "Instance not found"));
        shouldAnswer("rtpengine.reload", "", fault(500, "Too short reload interval - try later"));
        bench.clock.advance(KamailioCommands.MIN_RELOAD_INTERVAL);
        bench.execute("INSERT INTO rtpengine (setid, url) VALUES (1, 'smoke-signal:hill')");
        assertThat(client.call("rtpengine.reload", "")).contains("Ok. Reload successful. Rows left out: 1, the first is row 3: ");
        bench.clock.advance(KamailioCommands.MIN_RELOAD_INTERVAL);
        bench.execute("DROP TABLE rtpengine");
        assertThat(client.call("rtpengine.reload", "")).startsWith("500 ").contains("Failed to reload the table");
        assertThat(bench.pool.sets().snapshot().displayedNodes()).hasSize(2);
    }

    @Test
    void shouldSayThatThereIsNoDatabase() throws Exception {
        KamailioCommands commands = new KamailioCommands(
                bench.pool, new CallTable(1, Duration.ofHours(1), bench.clock), Optional.empty(), KamailioRelease.V5_6);
        try (JsonRpcServer other = JsonRpcServer.open(ManagementBench.ANY_PORT, commands);
                JsonRpcClient otherClient = new JsonRpcClient(other.address(), "/RPC")) {
            assertThat(otherClient.call("rtpengine.reload", "")).isEqualTo(fault(500, "No Database URL"));
        }
    }

    @Test
    void shouldAnswerAsJsonrpcs() throws Exception {
        shouldAnswer("rtpengine.get_hash_total", "", result("0"));
        shouldAnswer("rtpengine.nope", "", fault(500, "Method Not Found"));
        assertThat(client.post("{\"jsonrpc\":\"2.0\",\"method\":\"rtpengine.get_hash_total\"}"))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":0}");
        assertThat(client.post("{\"jsonrpc\":\"2.0\",\"method\":\"rtpengine.get_hash_total\",\"id\":\"abc\"}"))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":0,\"id\":\"abc\"}");
        assertThat(client.post("{\"jsonrpc\":\"2.0\",")).startsWith("400 ").contains("-32700");
    }
}
