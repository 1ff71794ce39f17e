package dev.patchbay.sip.management;

import dev.patchbay.sip.client.ClientOptions;
import dev.patchbay.sip.client.FakeRelay;
import dev.patchbay.sip.client.NgProtocol;
import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.database.DatabaseSettings;
import dev.patchbay.sip.database.RelayDatabase;
import dev.patchbay.sip.database.RelayReload;
import dev.patchbay.sip.node.SteppedClock;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** A relay that answers, the address of one that does not, and a database in memory that has both. */
final class ManagementBench implements AutoCloseable {

    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    final FakeRelay relay;
    final SteppedClock clock = new SteppedClock();
    final RelayPool pool;
    final RelayReload reload;
    private final DatagramSocket deadSocket;
    private final RelayDatabase database;
    private final Connection connection;

    ManagementBench(String name, DatabaseSettings settings) throws Exception {
        relay = new FakeRelay();
        // Bound and never read, so that nobody else answers there.
        deadSocket = new DatagramSocket(ANY_PORT);
        ClientOptions options = new ClientOptions(
                Duration.ofMillis(300), 1, Duration.ofSeconds(60), 100, 100, Optional.empty(), OptionalInt.empty());
        pool = new RelayPool(new NgProtocol(), options, clock, new Random(1));
        // The first connection keeps a database in memory alive.
        connection = DriverManager.getConnection("jdbc:h2:mem:" + name);
        database = RelayDatabase.open(settings);
        reload = new RelayReload(database, pool);
    }

    String live() {
        return relay.url();
    }

    String dead() {
        return "udp:127.0.0.1:" + deadSocket.getLocalPort();
    }

    void execute(String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("LIVE", live()).replace("DEAD", dead()));
        }
    }

    /** A text of a test, with the addresses in it. */
    String text(String template) {
        return template.replace("LIVE", live()).replace("DEAD", dead());
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        database.close();
        connection.close();
        relay.close();
        deadSocket.close();
    }
}
