package dev.patchbay.sip.database;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is, and who asks.
 *
 * @param jdbcUrl without user and password
 * @param isEmbedded a database inside this program: it makes its table itself
 */
public record DatabaseUrl(String jdbcUrl, Optional<String> user, Optional<String> password, boolean isEmbedded) {

    private static final String FORMS =
            "mysql://USER:PASSWORD@HOST[:PORT]/DATABASE, postgres://USER:PASSWORD@HOST[:PORT]/DATABASE, h2:FILE, or a jdbc: URL";

    /** H2 can also be a server's client. */
    private static final Pattern H2_INSIDE = Pattern.compile("jdbc:h2:(?!tcp:|ssl:).*");

    /** The last at sign ends the password, so that it may have some itself. */
    private static final Pattern SERVER = Pattern.compile(
            "(?<scheme>mysql|mariadb|postgres|postgresql)://(?:(?<user>[^:@/]+)(?::(?<password>.*))?@)?"
                    + "(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?/(?<database>[A-Za-z0-9_.-]+)");

    /**
     * Reads a URL as {@code db_url} has it in the scripts of SIP servers; {@code h2:FILE} is the embedded database, and JDBC's own URLs are
     * taken as they are.
     *
     * @throws IllegalArgumentException for anything else; the message has no password
     */
    public static DatabaseUrl parse(String text) {
        if (text.startsWith("h2:")) {
            return embedded(Path.of(text.substring("h2:".length())));
        }
        if (text.startsWith("jdbc:")) {
            return new DatabaseUrl(text, Optional.empty(), Optional.empty(), H2_INSIDE.matcher(text).matches());
        }
        Matcher server = SERVER.matcher(text);
        if (!server.matches()) {
            throw new IllegalArgumentException("parameter db_url: '" + withoutPassword(text) + "' is none of " + FORMS);
        }
        String driver = server.group("scheme").startsWith("postgres") ? "postgresql" : "mariadb";
        String port = server.group("port") == null ? "" : ":" + server.group("port");
        return new DatabaseUrl(
                "jdbc:" + driver + "://" + server.group("host") + port + "/" + server.group("database"),
                Optional.ofNullable(server.group("user")),
                Optional.ofNullable(server.group("password")),
                false);
    }

    /** @param file without ending, which the database adds; made when it is not there */
    public static DatabaseUrl embedded(Path file) {
        String path = file.toAbsolutePath().toString();
        // H2 reads settings behind a semicolon.
        if (path.indexOf(';') >= 0 || file.getFileName() == null || file.toString().isBlank()) {
            throw new IllegalArgumentException("parameter db_url: '" + file + "' is not the path of a file, or has a ';'");
        }
        return new DatabaseUrl("jdbc:h2:file:" + path, Optional.empty(), Optional.empty(), true);
    }

    private static String withoutPassword(String text) {
        int at = text.lastIndexOf('@');
        int scheme = text.indexOf("://");
        return at > 0 && scheme >= 0 && scheme < at ? text.substring(0, scheme) + "://..." + text.substring(at) : text;
    }

    /** Without password; options of a JDBC URL, which may have one, are left out. */
    @Override
    public String toString() {
        return withoutPassword(jdbcUrl.split("[?;]", 2)[0]);
    }
}
