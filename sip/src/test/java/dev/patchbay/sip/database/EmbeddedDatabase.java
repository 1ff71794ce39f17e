package dev.patchbay.sip.database;

import java.nio.file.Path;

/** The database inside the program. */
final class EmbeddedDatabase implements DatabaseServer {

    private final Path file;

    EmbeddedDatabase(Path folder) {
        file = folder.resolve("relays");
    }

    @Override
    public String dbUrl() {
        return "h2:" + file;
    }

    @Override
    public String openSipsColumns() {
        return "id SERIAL PRIMARY KEY, socket TEXT NOT NULL, set_id INTEGER NOT NULL";
    }

    @Override
    public String kamailioColumns() {
        return "id SERIAL PRIMARY KEY, setid INTEGER DEFAULT 0 NOT NULL, url VARCHAR(64) NOT NULL, weight INTEGER DEFAULT 1 NOT NULL, "
                + "disabled INTEGER DEFAULT 0 NOT NULL, stamp TIMESTAMP DEFAULT '1900-01-01 00:00:01' NOT NULL, UNIQUE (setid, url)";
    }

    /** It closes with its last connection. */
    @Override
    public void close() {}
}
