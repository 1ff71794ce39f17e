package dev.patchbay.proxy.auth;

import dev.patchbay.sip.database.ConnectionPool;
import dev.patchbay.sip.database.DatabaseException;
import dev.patchbay.sip.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Users of a database, asked each time; the domain is the realm. Whoever makes this closes it. */
public final class UserDatabase implements UserStore, AutoCloseable {

    private static final int MAX_CONNECTIONS = 8;

    private final DatabaseUrl url;
    private final SubscriberTable table;
    private final ConnectionPool connections;

    /** Connects when the first user is looked for. */
    public UserDatabase(DatabaseUrl url, SubscriberTable table) {
        this.url = url;
        this.table = table;
        this.connections = new ConnectionPool("users", url, MAX_CONNECTIONS);
    }

    @Override
    public Optional<Secret> find(String user, String realm) throws DatabaseException {
        try (Connection connection = connections.connection();
                PreparedStatement select = connection.prepareStatement(table.selectSql())) {
            select.setString(1, user);
            select.setString(2, realm);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    // Some databases compare text without case.
                    if (user.equals(rows.getString(table.userColumn()))) {
                        return secret(rows);
                    }
                }
                return Optional.empty();
            }
        } catch (SQLException e) {
            throw new DatabaseException("reading table " + table.name() + " of " + url, e);
        }
    }

    private Optional<Secret> secret(ResultSet rows) throws SQLException {
        Optional<String> password = text(rows, table.passwordColumn());
        if (password.isPresent()) {
            return password.map(Secret::password);
        }
        Map<DigestAlgorithm, String> hashes = new EnumMap<>(DigestAlgorithm.class);
        text(rows, table.ha1Column()).ifPresent(ha1 -> hashes.put(DigestAlgorithm.MD5, ha1));
        text(rows, table.ha1Sha256Column()).ifPresent(ha1 -> hashes.put(DigestAlgorithm.SHA_256, ha1));
        return hashes.isEmpty() ? Optional.empty() : Optional.of(Secret.hashed(hashes));
    }

    /** An empty password is none: nobody gets in by leaving it out. */
    private static Optional<String> text(ResultSet rows, Optional<String> column) throws SQLException {
        return column.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(rows.getString(column.get())).filter(text -> !text.isBlank()).map(String::strip);
    }

    @Override
    public void close() {
        connections.close();
    }
}
