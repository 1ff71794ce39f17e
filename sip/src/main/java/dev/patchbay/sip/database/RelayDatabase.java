package dev.patchbay.sip.database;

import dev.patchbay.sip.node.RelayDefinition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of relays. Whoever opens this closes it. Any thread.
 */
public final class RelayDatabase implements AutoCloseable {

    /** Rows of the table; those beyond are reported and left out. */
    public static final int MAX_ROWS = 10_000;

    /** One reads, one more may come before a broken one is noticed. */
    private static final int MAX_CONNECTIONS = 2;

    private final DatabaseSettings settings;
    private final ConnectionPool connections;

    /**
     * An embedded database gets its table if it has none.
     *
     * @throws DatabaseException if it cannot be made
     */
    public static RelayDatabase open(DatabaseSettings settings) throws DatabaseException {
        RelayDatabase database = new RelayDatabase(settings);
        if (settings.url().isEmbedded()) {
            try {
                database.execute(settings.table().createSql().replaceFirst("TABLE", "TABLE IF NOT EXISTS"));
            } catch (DatabaseException e) {
                database.close();
                throw e;
            }
        }
        return database;
    }

    private RelayDatabase(DatabaseSettings settings) {
        this.settings = settings;
        this.connections = new ConnectionPool("relays", settings.url(), MAX_CONNECTIONS);
    }

    public DatabaseSettings settings() {
        return settings;
    }

    /** Reads the whole table. Blocks its caller, for some ten seconds at most. */
    public LoadedRelays load() throws DatabaseException {
        RelayTable table = settings.table();
        try (Connection connection = connections.connection();
                Statement statement = connection.createStatement()) {
            statement.setMaxRows(MAX_ROWS + 1);
            statement.setQueryTimeout((int) ConnectionPool.TIMEOUT.toSeconds());
            try (ResultSet rows = statement.executeQuery(table.selectSql())) {
                return read(table, rows);
            }
        } catch (SQLException e) {
            throw new DatabaseException("reading table " + table.name() + " of " + settings.url(), e);
        }
    }

    private static LoadedRelays read(RelayTable table, ResultSet rows) throws SQLException {
        List<RelayDefinition> relays = new ArrayList<>();
        List<RowFault> faults = new ArrayList<>();
        for (int number = 1; rows.next(); number++) {
            if (number > MAX_ROWS) {
                faults.add(new RowFault(number, "the table has more than " + MAX_ROWS + " rows; this and what follows is left out"));
                break;
            }
            try {
                relays.addAll(table.read(row(table, rows)));
            } catch (IllegalArgumentException e) {
                faults.add(new RowFault(number, String.valueOf(e.getMessage())));
            }
        }
        return new LoadedRelays(relays, faults);
    }

    private static TableRow row(RelayTable table, ResultSet rows) throws SQLException {
        Map<String, String> values = new HashMap<>();
        for (String column : table.columns()) {
            String text = rows.getString(column);
            if (text != null) {
                values.put(column, text);
            }
        }
        return new TableRow(values);
    }

    /** Makes the table, empty; see {@link RelayTable#createSql}. */
    public void createTable() throws DatabaseException {
        execute(settings.table().createSql());
    }

    private void execute(String sql) throws DatabaseException {
        try (Connection connection = connections.connection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout((int) ConnectionPool.TIMEOUT.toSeconds());
            statement.execute(sql);
        } catch (SQLException e) {
            throw new DatabaseException("making table " + settings.table().name() + " in " + settings.url(), e);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
