package dev.patchbay.proxy.auth;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users given as {@code user:password} for every realm, or {@code user:password@realm} for one. Never changes. */
public final class UserList implements UserStore {

    public static final int MAX_USERS = 100_000;

    private static final int MAX_LINE_CHARS = 1024;

    private record Key(String user, Optional<String> realm) {}

    private final Map<Key, Secret> secrets;

    private UserList(Map<Key, Secret> secrets) {
        this.secrets = Map.copyOf(secrets);
    }

    /**
     * @param entries the last at sign stands before the realm, so a password with one needs a realm behind it
     * @throws IllegalArgumentException for one without colon, user or password, or a user twice; the message has no password
     */
    public static UserList of(List<String> entries) {
        if (entries.size() > MAX_USERS) {
            throw new IllegalArgumentException(entries.size() + " users are more than " + MAX_USERS);
        }
        Map<Key, Secret> secrets = new HashMap<>();
        int number = 0;
        for (String entry : entries) {
            number++;
            int colon = entry.indexOf(':');
            int at = entry.lastIndexOf('@');
            boolean isOfRealm = at > colon;
            String password = colon < 0 ? "" : entry.substring(colon + 1, isOfRealm ? at : entry.length());
            String realm = isOfRealm ? entry.substring(at + 1) : "*";
            if (colon < 1 || password.isEmpty() || realm.isEmpty()) {
                throw new IllegalArgumentException("user " + number + " is not 'user:password' or 'user:password@realm'");
            }
            String user = entry.substring(0, colon);
            Key key = new Key(user, isOfRealm ? Optional.of(realm) : Optional.empty());
            if (secrets.put(key, Secret.password(password)) != null) {
                throw new IllegalArgumentException("user " + number + ", '" + user + "', is there twice");
            }
        }
        return new UserList(secrets);
    }

    /**
     * One per line; empty lines, and those that begin with {@code #}, are left out.
     *
     * @throws IOException if the file cannot be read or is too long; the message names it
     * @throws IllegalArgumentException as {@link #of}
     */
    public static UserList read(Path file) throws IOException {
        List<String> entries = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.length() > MAX_LINE_CHARS || entries.size() > MAX_USERS) {
                    throw new IOException(file + ": more than " + MAX_USERS + " users, or a line of more than " + MAX_LINE_CHARS
                            + " characters");
                }
                if (!line.isBlank() && !line.startsWith("#")) {
                    entries.add(line.strip());
                }
            }
        }
        return of(entries);
    }

    public int size() {
        return secrets.size();
    }

    /** A user of this realm comes before one of every realm. */
    @Override
    public Optional<Secret> find(String user, String realm) {
        return Optional.ofNullable(secrets.get(new Key(user, Optional.of(realm))))
                .or(() -> Optional.ofNullable(secrets.get(new Key(user, Optional.empty()))));
    }
}
