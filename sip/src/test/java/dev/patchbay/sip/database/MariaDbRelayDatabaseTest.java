package dev.patchbay.sip.database;

import java.nio.file.Path;

/** {@link RelayDatabaseContract} with MariaDB. */
class MariaDbRelayDatabaseTest extends RelayDatabaseContract {

    @Override
    DatabaseServer start(Path folder) throws Exception {
        return new MariaDbServer(folder);
    }
}
