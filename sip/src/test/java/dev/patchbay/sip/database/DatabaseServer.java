package dev.patchbay.sip.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database that tests write into, with the tables as the SIP servers' own scripts make them there. */
interface DatabaseServer extends AutoCloseable {

    /** As {@code db_url} has it. */
    String dbUrl();

    /** The column definitions of OpenSIPS' script. */
    String openSipsColumns();

    /** The column definitions of Kamailio's script. */
    String kamailioColumns();

    @Override
    void close() throws IOException;

    default void execute(String... statements) throws SQLException {
        DatabaseUrl url = DatabaseUrl.parse(dbUrl());
        try (Connection connection =
                        DriverManager.getConnection(url.jdbcUrl(), url.user().orElse(""), url.password().orElse(""));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
