package dev.patchbay.sip.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.sip.client.ClientOptions;
import dev.patchbay.sip.client.FakeRelay;
import dev.patchbay.sip.client.NgProtocol;
import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.node.NodeCondition;
import dev.patchbay.sip.node.RelayDefinition;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.SteppedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** What holds for every database. Each test has tables of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RelayDatabaseContract {

    private @Nullable DatabaseServer server;

    abstract DatabaseServer start(Path folder) throws Exception;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        server = start(folder);
    }

    @AfterAll
    void close() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private DatabaseServer server() {
        return java.util.Objects.requireNonNull(server);
    }

    private RelayDatabase openSips(String table) throws DatabaseException {
        return RelayDatabase.open(
                DatabaseSettings.openSips(Map.of("db_url", server().dbUrl(), "db_table", table)).orElseThrow());
    }

    private RelayDatabase kamailio(String table) throws DatabaseException {
        return RelayDatabase.open(
                DatabaseSettings.kamailio(Map.of("db_url", server().dbUrl(), "table_name", table)).orElseThrow());
    }

    private static RelayPool pool() throws Exception {
        ClientOptions options = new ClientOptions(
                Duration.ofMillis(200), 1, Duration.ofSeconds(60), 100, 100, Optional.empty(), OptionalInt.empty());
        return new RelayPool(new NgProtocol(), options, new SteppedClock(), new Random(1));
    }

    @Test
    void shouldReadOpenSipsTable() throws Exception {
        server().execute(
                "CREATE TABLE opensips_plain (" + server().openSipsColumns() + ")",
                "INSERT INTO opensips_plain (socket, set_id) VALUES ('udp:192.0.2.1:22222=3', 1)",
                "INSERT INTO opensips_plain (socket, set_id) VALUES ('udp6:[2001:db8::1]:2223 /run/relay.sock', 0)");
        try (RelayDatabase database = openSips("opensips_plain")) {
            LoadedRelays loaded = database.load();
            assertThat(loaded.faults()).isEmpty();
            assertThat(loaded.relays())
                    .extracting(relay -> relay.setId() + " " + relay.url() + " " + relay.weight())
                    .containsExactly("1 udp:192.0.2.1:22222 3", "0 udp6:[2001:db8::1]:2223 1", "0 /run/relay.sock 1");
        }
    }

    @Test
    void shouldReadKamailioTableWithItsOwnColumnNames() throws Exception {
        server().execute(
                "CREATE TABLE kamailio_names (" + server().kamailioColumns().replace("setid", "s").replace("weight", "w") + ")",
                "INSERT INTO kamailio_names (s, url, w, disabled) VALUES (5, 'udp:192.0.2.1:22222=9', 7, 0)",
                "INSERT INTO kamailio_names (s, url, w, disabled) VALUES (5, 'wss://relay.example:8443/ws', 0, 1)",
                "INSERT INTO kamailio_names (url) VALUES ('udp:192.0.2.3')");
        DatabaseSettings settings = DatabaseSettings.kamailio(Map.of(
                        "db_url", server().dbUrl(), "table_name", "kamailio_names", "setid_col", "s", "weight_col", "w"))
                .orElseThrow();
        try (RelayDatabase database = RelayDatabase.open(settings)) {
            assertThat(database.load().relays())
                    .extracting(relay -> relay.setId() + " " + relay.url() + " " + relay.weight() + " " + relay.isDisabled())
                    .containsExactly(
                            "5 udp:192.0.2.1:22222 7 false", "5 wss://relay.example:8443/ws 0 true", "0 udp:192.0.2.3 1 false");
        }
    }

    @Test
    void shouldLeaveOutBadRowsOnly() throws Exception {
        server().execute(
                "CREATE TABLE kamailio_bad (setid VARCHAR(20), url VARCHAR(200), weight VARCHAR(20), disabled VARCHAR(20))",
                "INSERT INTO kamailio_bad VALUES ('0', 'udp:192.0.2.1:22222', '1', '0')",
                "INSERT INTO kamailio_bad VALUES ('-1', 'udp:192.0.2.2:22222', '1', '0')",
                "INSERT INTO kamailio_bad VALUES ('0', 'carrier-pigeon:192.0.2.3', '1', '0')",
                "INSERT INTO kamailio_bad VALUES ('0', 'udp:192.0.2.4:99999', '1', '0')",
                "INSERT INTO kamailio_bad VALUES ('0', 'udp:192.0.2.5 udp:192.0.2.6', '1', '0')",
                "INSERT INTO kamailio_bad VALUES ('0', 'udp:192.0.2.7', 'heavy', '0')",
                "INSERT INTO kamailio_bad VALUES ('0', NULL, '1', '0')",
                "INSERT INTO kamailio_bad VALUES ('0', '  ', '1', '0')",
                "INSERT INTO kamailio_bad VALUES ('0', 'udp:192.0.2.8', '2', 'true')");
        try (RelayDatabase database = kamailio("kamailio_bad")) {
            LoadedRelays loaded = database.load();
            assertThat(loaded.relays())
                    .extracting(RelayDefinition::url)
                    .extracting(Object::toString)
                    .containsExactly("udp:192.0.2.1:22222", "udp:192.0.2.8");
            assertThat(loaded.relays()).extracting(RelayDefinition::isDisabled).containsExactly(false, true);
            assertThat(loaded.faults()).extracting(RowFault::rowNumber).containsExactly(2, 3, 4, 5, 6, 7, 8);
            assertThat(loaded.faults())
                    .extracting(RowFault::toString)
                    .first()
                    .isEqualTo("row 2: column setid has '-1', which is not a number of 0..999999999");
            assertThat(loaded.faults()).extracting(RowFault::what).anySatisfy(what -> assertThat(what).contains("port 99999 is not 1..65535"));
        }
    }

    @Test
    void shouldSwapSetsAsOpenSipsDoes() throws Exception {
        server().execute("CREATE TABLE opensips_swap (" + server().openSipsColumns() + ")");
        try (FakeRelay first = new FakeRelay();
                FakeRelay second = new FakeRelay();
                RelayDatabase database = openSips("opensips_swap");
                RelayPool pool = pool()) {
            RelayReload reload = new RelayReload(database, pool);
            server().execute(
                    "INSERT INTO opensips_swap (socket, set_id) VALUES ('" + first.url() + "=2', 0)",
                    "INSERT INTO opensips_swap (socket, set_id) VALUES ('" + second.url() + "', 0)");
            reload.run();
            List<RelayNode> before = pool.sets().snapshot().displayedNodes();
            before.getLast().disablePermanently("by the test");

            server().execute(
                    "DELETE FROM opensips_swap WHERE socket LIKE '" + first.url() + "%'",
                    "INSERT INTO opensips_swap (socket, set_id) VALUES ('" + first.url() + "', 7)");
            reload.run();
            assertThat(pool.sets().snapshot().set(0).orElseThrow().members()).hasSize(1);
            assertThat(pool.sets().snapshot().set(0).orElseThrow().find(second.url())).contains(before.getLast());
            assertThat(pool.sets().snapshot().set(7).orElseThrow().members()).hasSize(1);
        }
    }

    @Test
    void shouldKeepRelaysThatLeftKamailiosTable() throws Exception {
        server().execute("CREATE TABLE kamailio_swap (" + server().kamailioColumns() + ")");
        try (RelayDatabase database = kamailio("kamailio_swap");
                RelayPool pool = pool()) {
            RelayReload reload = new RelayReload(database, pool);
            server().execute(
                    "INSERT INTO kamailio_swap (setid, url, weight, disabled) VALUES (0, 'udp:127.0.0.1:9', 1, 1)",
                    "INSERT INTO kamailio_swap (setid, url, weight, disabled) VALUES (0, 'udp:127.0.0.1:10', 1, 1)");
            reload.run();
            server().execute("DELETE FROM kamailio_swap WHERE url = 'udp:127.0.0.1:10'");
            reload.run();
            assertThat(pool.sets().snapshot().displayedNodes()).hasSize(1);
            assertThat(pool.sets().snapshot().members()).hasSize(2);
            assertThat(pool.sets().snapshot().members().getLast().node().status().condition())
                    .isEqualTo(NodeCondition.DISABLED_PERMANENTLY);
        }
    }

    @Test
    void shouldLeaveAllAsItWasWhenTheTableIsOfNoUse() throws Exception {
        server().execute(
                "CREATE TABLE opensips_spoilt (" + server().openSipsColumns() + ")",
                "INSERT INTO opensips_spoilt (socket, set_id) VALUES ('udp:192.0.2.1:0', 0)");
        try (RelayDatabase spoilt = openSips("opensips_spoilt");
                RelayPool pool = pool()) {
            RelayDefinition relay = new dev.patchbay.sip.node.SocketListParser(
                            dev.patchbay.sip.node.SocketListParser.Grammar.OPENSIPS, 0)
                    .parse("udp:127.0.0.1:9")
                    .getFirst();
            pool.replace(List.of(relay));
            assertThatThrownBy(() -> new RelayReload(spoilt, pool).run())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("no usable row")
                    .hasMessageContaining("row 1");
            assertThat(pool.sets().snapshot().displayedNodes()).hasSize(1);
            server().execute("DROP TABLE opensips_spoilt");
            assertThatThrownBy(() -> new RelayReload(spoilt, pool).run())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("reading table opensips_spoilt")
                    .hasMessageNotContaining("se@cret");
            assertThat(pool.sets().snapshot().displayedNodes()).hasSize(1);
        }
    }

    @Test
    void shouldMakeTables() throws Exception {
        for (RelayTable table : List.of(
                new OpenSipsTable("made_opensips", "socket", "set_id"),
                new KamailioTable("made_kamailio", "setid", "url", "weight", "disabled"))) {
            DatabaseSettings settings = new DatabaseSettings(DatabaseUrl.parse(server().dbUrl()), table);
            try (RelayDatabase database = RelayDatabase.open(settings)) {
                if (!settings.url().isEmbedded()) {
                    database.createTable();
                }
                String columns = table instanceof KamailioTable ? "setid, url" : "set_id, socket";
                server().execute("INSERT INTO " + table.name() + " (" + columns + ") VALUES (4, 'udp:192.0.2.1:5')");
                assertThat(database.load().relays()).extracting(RelayDefinition::setId).containsExactly(4);
            }
        }
    }
}
