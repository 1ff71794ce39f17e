package dev.patchbay.proxy.registrar;

import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.sip.database.ConnectionPool;
import dev.patchbay.sip.database.DatabaseException;
import dev.patchbay.sip.database.DatabaseUrl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The table of locations in a database, so that users are still there after a restart. Its columns are named as those of other SIP
 * servers, where these have the same. Whoever opens this closes it. Any thread; blocks its caller for a bounded time.
 */
public final class LocationDatabase implements AutoCloseable {

    private static final String TABLE = "location";
    private static final int MAX_CONNECTIONS = 8;

    /** Path URIs stand one behind the other; a blank is in none of them. */
    private static final String PATH_SEPARATOR = " ";

    private static final String CREATE = "CREATE TABLE IF NOT EXISTS " + TABLE + " (user_key CHAR(64) NOT NULL, username VARCHAR(255) NOT NULL,"
            + " domain VARCHAR(255) NOT NULL, contact VARCHAR(512) NOT NULL, q INTEGER NOT NULL, expires BIGINT NOT NULL, callid VARCHAR(512) NOT NULL,"
            + " cseq BIGINT NOT NULL, last_modified BIGINT NOT NULL, instance VARCHAR(255), reg_id INTEGER NOT NULL,"
            + " received VARCHAR(128), path VARCHAR(2048) NOT NULL)";

    private static final String[] INDEXES = {
        "CREATE INDEX IF NOT EXISTS location_user ON " + TABLE + " (user_key)",
        "CREATE INDEX IF NOT EXISTS location_expires ON " + TABLE + " (expires)"
    };

    private static final String SELECT = "SELECT username, domain, contact, q, expires, callid, cseq, last_modified, instance, reg_id,"
            + " received, path FROM " + TABLE;

    private static final String INSERT = "INSERT INTO " + TABLE + " (user_key, username, domain, contact, q, expires, callid, cseq,"
            + " last_modified, instance, reg_id, received, path) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String DELETE_USER = "DELETE FROM " + TABLE + " WHERE user_key = ?";
    private static final String DELETE_EXPIRED = "DELETE FROM " + TABLE + " WHERE expires <= ?";

    private final DatabaseUrl url;
    private final ConnectionPool connections;

    private LocationDatabase(DatabaseUrl url) {
        this.url = url;
        this.connections = new ConnectionPool("locations", url, MAX_CONNECTIONS);
    }

    /** Makes the table if it is not there. */
    public static LocationDatabase open(DatabaseUrl url) throws DatabaseException {
        LocationDatabase database = new LocationDatabase(url);
        try {
            database.create();
        } catch (DatabaseException e) {
            database.close();
            throw e;
        }
        return database;
    }

    private void create() throws DatabaseException {
        try (Connection connection = connections.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
            for (String index : INDEXES) {
                statement.execute(index);
            }
        } catch (SQLException e) {
            throw failed("making", e);
        }
    }

    /** Hands over one binding after the other, of so many users at most. */
    void load(int maxUsers, BiConsumer<AddressOfRecord, Binding> visitor) throws DatabaseException {
        try (Connection connection = connections.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SELECT + " ORDER BY user_key")) {
            int users = 0;
            Optional<AddressOfRecord> last = Optional.empty();
            while (rows.next()) {
                AddressOfRecord user = new AddressOfRecord(rows.getString("username"), rows.getString("domain"));
                if (!last.equals(Optional.of(user))) {
                    users++;
                    last = Optional.of(user);
                }
                if (users > maxUsers) {
                    return;
                }
                visitor.accept(user, binding(rows));
            }
        } catch (SQLException e) {
            throw failed("reading", e);
        }
    }

    private static Binding binding(ResultSet rows) throws SQLException {
        String path = rows.getString("path");
        int regId = rows.getInt("reg_id");
        return new Binding(
                rows.getString("contact"),
                rows.getInt("q"),
                Instant.ofEpochMilli(rows.getLong("expires")),
                new RegisterStamp(
                        rows.getString("callid"), rows.getLong("cseq"), Instant.ofEpochMilli(rows.getLong("last_modified"))),
                Optional.ofNullable(rows.getString("instance")).map(instance -> new Device(instance, regId)),
                Optional.ofNullable(rows.getString("received")).flatMap(Flow::parseUri),
                path.isEmpty() ? List.of() : List.of(path.split(PATH_SEPARATOR)));
    }

    /** All rows of a user at once, or none. */
    void replace(AddressOfRecord user, List<Binding> bindings) throws DatabaseException {
        try (Connection connection = connections.connection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement delete = connection.prepareStatement(DELETE_USER);
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                delete.setString(1, key(user));
                delete.executeUpdate();
                for (Binding binding : bindings) {
                    fill(insert, user, binding);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw failed("writing", e);
        }
    }

    private static void fill(PreparedStatement insert, AddressOfRecord user, Binding binding) throws SQLException {
        insert.setString(1, key(user));
        insert.setString(2, user.user());
        insert.setString(3, user.host());
        insert.setString(4, binding.contact());
        insert.setInt(5, binding.q());
        insert.setLong(6, binding.expiresAt().toEpochMilli());
        insert.setString(7, binding.stamp().callId());
        insert.setLong(8, binding.stamp().cseq());
        insert.setLong(9, binding.stamp().at().toEpochMilli());
        insert.setString(10, binding.device().map(Device::instance).orElse(null));
        insert.setInt(11, binding.device().map(Device::regId).orElse(0));
        insert.setString(12, binding.flow().map(Flow::toUri).orElse(null));
        insert.setString(13, String.join(PATH_SEPARATOR, binding.path()));
    }

    /** Some databases compare text without case, and user names have one. */
    private static String key(AddressOfRecord user) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(user.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void deleteExpired(Instant now) throws DatabaseException {
        try (Connection connection = connections.connection();
                PreparedStatement delete = connection.prepareStatement(DELETE_EXPIRED)) {
            delete.setLong(1, now.toEpochMilli());
            delete.executeUpdate();
        } catch (SQLException e) {
            throw failed("clearing", e);
        }
    }

    private DatabaseException failed(String what, SQLException cause) {
        return new DatabaseException(what + " table " + TABLE + " of " + url, cause);
    }

    @Override
    public void close() {
        connections.close();
    }
}
