package dev.patchbay.sip.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A MariaDB server of the Debian package. */
final class MariaDbServer implements DatabaseServer {

    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final String PASSWORD = "se@cret:1";

    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    MariaDbServer(Path folder) throws IOException, InterruptedException {
        ServerProcess.assumeInstalled(SERVER, "mariadb-server");
        String files = "--datadir=" + folder.resolve("files");
        String user = "--user=" + System.getProperty("user.name");
        ServerProcess.run(folder, List.of(
                "/usr/bin/mariadb-install-db", "--no-defaults", files, user, "--auth-root-authentication-method=normal",
                "--skip-test-db"));
        Path setup = Files.writeString(
                folder.resolve("setup.sql"),
                "CREATE DATABASE IF NOT EXISTS sip;\nCREATE USER IF NOT EXISTS 'relays'@'%' IDENTIFIED BY '" + PASSWORD
                        + "';\nGRANT ALL ON sip.* TO 'relays'@'%';\n");
        process = ServerProcess.start(
                folder,
                List.of(SERVER.toString(), "--no-defaults", files, user, "--bind-address=127.0.0.1", "--port=" + port,
                        "--socket=" + folder.resolve("socket"), "--pid-file=" + folder.resolve("pid"), "--init-file=" + setup,
                        "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0"),
                this);
    }

    @Override
    public String dbUrl() {
        return "mysql://relays:" + PASSWORD + "@127.0.0.1:" + port + "/sip";
    }

    @Override
    public String openSipsColumns() {
        return "id INT(10) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL, socket TEXT NOT NULL, set_id INT(10) UNSIGNED NOT NULL";
    }

    @Override
    public String kamailioColumns() {
        return "id INT(10) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL, setid INT(10) UNSIGNED DEFAULT 0 NOT NULL, "
                + "url VARCHAR(64) NOT NULL, weight INT(10) UNSIGNED DEFAULT 1 NOT NULL, disabled INT(1) DEFAULT 0 NOT NULL, "
                + "stamp DATETIME DEFAULT '1900-01-01 00:00:01' NOT NULL, CONSTRAINT rtpengine_nodes UNIQUE (setid, url)";
    }

    @Override
    public void close() throws IOException {
        process.stop("TERM");
    }
}
