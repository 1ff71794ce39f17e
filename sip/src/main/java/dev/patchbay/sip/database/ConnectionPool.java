package dev.patchbay.sip.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Connections to a database, made when they are needed, so that one that is down at the start may come later. Nobody waits for a
 * connection or an answer without end. Whoever makes this closes it. Any thread.
 */
public final class ConnectionPool implements AutoCloseable {

    /** How long a connection or an answer is waited for. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HikariDataSource connections;

    /** @param name shows in logs */
    public ConnectionPool(String name, DatabaseUrl url, int maxConnections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url.jdbcUrl());
        url.user().ifPresent(config::setUsername);
        url.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(maxConnections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        // A server that accepts and then says nothing must not hold anybody for ever. Each driver has its own unit.
        if (url.jdbcUrl().startsWith("jdbc:mariadb:")) {
            config.addDataSourceProperty("socketTimeout", Long.toString(2 * TIMEOUT.toMillis()));
        } else if (url.jdbcUrl().startsWith("jdbc:postgresql:")) {
            config.addDataSourceProperty("socketTimeout", Long.toString(2 * TIMEOUT.toSeconds()));
        }
        this.connections = new HikariDataSource(config);
    }

    /** To be closed by its user, which gives it back. */
    public Connection connection() throws SQLException {
        return connections.getConnection();
    }

    @Override
    public void close() {
        connections.close();
    }
}
