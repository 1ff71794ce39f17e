package dev.patchbay.sip.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server of the Debian package. It refuses to run as root, so root lends it the user that the package made. */
final class PostgresServer implements DatabaseServer {

    /** A folder per release. */
    private static final Path RELEASES = Path.of("/usr/lib/postgresql");

    private static final String PASSWORD = "se@cret:1";

    private final Path programs = newestPrograms();
    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    PostgresServer(Path folder) throws IOException, InterruptedException {
        ServerProcess.assumeInstalled(programs.resolve("initdb"), "postgresql");
        Path passwordFile = Files.writeString(folder.resolve("password"), PASSWORD);
        if (isRoot()) {
            var postgres = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
            Files.setOwner(folder, postgres);
            Files.setOwner(passwordFile, postgres);
        }
        String files = folder.resolve("files").toString();
        ServerProcess.run(folder, command(
                "initdb", "-D", files, "-U", "relays", "-A", "scram-sha-256", "--pwfile=" + passwordFile, "-E", "UTF8", "--no-sync"));
        process = ServerProcess.start(
                folder,
                command("postgres", "-D", files, "-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1", "-c",
                        "unix_socket_directories=", "-c", "fsync=off"),
                this);
    }

    private static Path newestPrograms() throws IOException {
        if (!Files.isDirectory(RELEASES)) {
            return RELEASES;
        }
        try (Stream<Path> releases = Files.list(RELEASES)) {
            return releases
                    .max(Comparator.comparing(release -> Runtime.Version.parse(release.getFileName().toString())))
                    .map(release -> release.resolve("bin"))
                    .orElse(RELEASES);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    @Override
    public String dbUrl() {
        return "postgres://relays:" + PASSWORD + "@127.0.0.1:" + port + "/postgres";
    }

    @Override
    public String openSipsColumns() {
        return "id SERIAL PRIMARY KEY NOT NULL, socket TEXT NOT NULL, set_id INTEGER NOT NULL";
    }

    @Override
    public String kamailioColumns() {
        return "id SERIAL PRIMARY KEY NOT NULL, setid INTEGER DEFAULT 0 NOT NULL, url VARCHAR(64) NOT NULL, "
                + "weight INTEGER DEFAULT 1 NOT NULL, disabled INTEGER DEFAULT 0 NOT NULL, "
                + "stamp TIMESTAMP WITHOUT TIME ZONE DEFAULT '1900-01-01 00:00:01' NOT NULL, UNIQUE (setid, url)";
    }

    @Override
    public void close() throws IOException {
        process.stop("INT");
    }
}
