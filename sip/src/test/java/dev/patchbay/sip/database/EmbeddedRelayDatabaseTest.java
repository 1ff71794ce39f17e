package dev.patchbay.sip.database;

import java.nio.file.Path;

/** {@link RelayDatabaseContract} with H2. */
class EmbeddedRelayDatabaseTest extends RelayDatabaseContract {

    @Override
    DatabaseServer start(Path folder) throws Exception {
        return new EmbeddedDatabase(folder);
    }
}
