package dev.patchbay.proxy.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.sip.database.DatabaseException;
import dev.patchbay.sip.database.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserStoreTest {

    private static Optional<Secret> password(String text) {
        return Optional.of(Secret.password(text));
    }

    @Test
    void listKnowsUsersOfOneRealmAndOfAll() {
        UserList users = UserList.of(List.of("bob:all", "bob:one@example.org", "carol:a:b@c@example.org"));
        assertThat(users.find("bob", "example.org")).isEqualTo(password("one"));
        assertThat(users.find("bob", "example.com")).isEqualTo(password("all"));
        assertThat(users.find("carol", "example.org")).isEqualTo(password("a:b@c"));
        assertThat(users.find("carol", "example.com")).isEmpty();
        assertThat(users.find("BOB", "example.com")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bob", ":x", "bob:", "bob:@example.org", "bob:x@", "bob@example.org"})
    void listSaysWhichEntryIsNone(String entry) {
        assertThatThrownBy(() -> UserList.of(List.of("alice:verysecret", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("user 2 is not 'user:password' or 'user:password@realm'");
    }

    @Test
    void listTakesAUserOnce() {
        assertThatThrownBy(() -> UserList.of(List.of("bob:verysecret", "bob:other")))
                .hasMessage("user 2, 'bob', is there twice");
    }

    @Test
    void fileHasOneUserPerLine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("users");
        Files.writeString(file, "# phones\n\nbob:one@example.org\r\n  carol:two\n");
        UserList users = UserList.read(file);
        assertThat(users.size()).isEqualTo(2);
        assertThat(users.find("bob", "example.org")).isEqualTo(password("one"));
        assertThat(users.find("carol", "x")).isEqualTo(password("two"));
        Files.writeString(file, "x".repeat(2000));
        assertThatThrownBy(() -> UserList.read(file)).isInstanceOf(IOException.class).hasMessageContaining(file.toString());
    }

    private static DatabaseUrl database(Path folder, String... statements) throws SQLException {
        DatabaseUrl url = DatabaseUrl.embedded(folder.resolve("users"));
        try (Connection connection = DriverManager.getConnection(url.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE subscriber (id SERIAL PRIMARY KEY, username VARCHAR_IGNORECASE(64), domain VARCHAR(64),"
                    + " password VARCHAR(64), ha1 VARCHAR(128), ha1_sha256 VARCHAR(128))");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return url;
    }

    @Test
    void databaseHasPasswordsOrHashes(@TempDir Path folder) throws Exception {
        String ha1 = DigestAlgorithm.MD5.hash("carol:example.org:x");
        String sha = DigestAlgorithm.SHA_256.hash("carol:example.org:x");
        DatabaseUrl url = database(
                folder,
                "INSERT INTO subscriber (username, domain, password) VALUES ('Bob', 'example.org', 'other'),"
                        + " ('bob', 'example.org', 'one'), ('empty', 'example.org', '')",
                "INSERT INTO subscriber (username, domain, ha1, ha1_sha256) VALUES ('carol', 'example.org', '" + ha1 + "', '" + sha + "')");
        SubscriberTable table = new SubscriberTable(
                "subscriber", "username", "domain", Optional.of("password"), Optional.of("ha1"), Optional.of("ha1_sha256"));
        try (UserDatabase users = new UserDatabase(url, table)) {
            assertThat(users.find("bob", "example.org")).isEqualTo(password("one"));
            assertThat(users.find("bob", "example.com")).isEmpty();
            assertThat(users.find("BOB", "example.org")).isEmpty();
            assertThat(users.find("empty", "example.org")).isEmpty();
            assertThat(users.find("' OR ''='", "example.org")).isEmpty();
            Secret carol = users.find("carol", "example.org").orElseThrow();
            assertThat(carol.ha1(DigestAlgorithm.MD5, "carol", "example.org")).contains(ha1);
            assertThat(carol.ha1(DigestAlgorithm.SHA_256, "carol", "example.org")).contains(sha);
        }
        try (UserDatabase users = new UserDatabase(url, SubscriberTable.withHashes())) {
            assertThat(users.find("carol", "example.org").orElseThrow().ha1(DigestAlgorithm.SHA_256, "carol", "example.org"))
                    .isEmpty();
            assertThat(users.find("bob", "example.org")).isEmpty();
        }
    }

    @Test
    void databaseThatIsAwayIsAnErrorNotAnAnswer(@TempDir Path folder) throws Exception {
        DatabaseUrl url = DatabaseUrl.embedded(folder.resolve("empty"));
        try (UserDatabase users = new UserDatabase(url, SubscriberTable.withPasswords())) {
            assertThatThrownBy(() -> users.find("bob", "example.org"))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("reading table subscriber of jdbc:h2:file:");
        }
    }

    @Test
    void namesInSqlAreChecked() {
        assertThatThrownBy(() -> new SubscriberTable(
                        "subscriber; DROP", "u", "d", Optional.of("p"), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
