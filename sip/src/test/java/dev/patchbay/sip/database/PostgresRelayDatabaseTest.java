package dev.patchbay.sip.database;

import java.nio.file.Path;

/** {@link RelayDatabaseContract} with PostgreSQL. */
class PostgresRelayDatabaseTest extends RelayDatabaseContract {

    @Override
    DatabaseServer start(Path folder) throws Exception {
        return new PostgresServer(folder);
    }
}
