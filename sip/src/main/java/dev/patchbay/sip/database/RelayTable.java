package dev.patchbay.sip.database;

import dev.patchbay.sip.node.RelayDefinition;
import java.util.List;

/** A layout of the table that relays are in: its name, its columns, and what a row means. Names go into SQL, so they are checked. */
public sealed interface RelayTable permits OpenSipsTable, KamailioTable {

    String name();

    /** The columns that are read. */
    List<String> columns();

    /** Reads all rows. Without an order, as the modules read them: the order takes part in the choice of relays. */
    default String selectSql() {
        return "SELECT " + String.join(", ", columns()) + " FROM " + name();
    }

    /** Makes the table, empty, with the columns that the servers' own scripts give it; for H2, MariaDB and PostgreSQL. */
    String createSql();

    /** Whether a relay that left the table stays for the calls it has. */
    boolean isOldKept();

    /** @throws IllegalArgumentException for a row that is no relay */
    List<RelayDefinition> read(TableRow row);
}
