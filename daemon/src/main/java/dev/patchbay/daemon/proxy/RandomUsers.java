package dev.patchbay.daemon.proxy;

import dev.patchbay.proxy.auth.UserList;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Users 1000 to 1009 with one password for all of them, for a proxy that others can reach and that was given no users: it must not let
 * everybody in.
 */
public record RandomUsers(String password) {

    /** Where these users are; nothing depends on the name. */
    static final String REALM = "patchbay";

    private static final int FIRST = 1000;
    private static final int LAST = 1009;

    /** Without those that look like others. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    /** 80 bits. */
    private static final int PASSWORD_LENGTH = 16;

    /** @param random unpredictable */
    public static RandomUsers create(RandomGenerator random) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new RandomUsers(password.toString());
    }

    public UserList users() {
        List<String> entries = new ArrayList<>();
        for (int user = FIRST; user <= LAST; user++) {
            entries.add(user + ":" + password);
        }
        return UserList.of(entries);
    }

    /** For the person who has started the proxy: it is written nowhere else. */
    public String announcement() {
        return "SIP users " + FIRST + " to " + LAST + ", password " + password;
    }

    @Override
    public String toString() {
        return "RandomUsers";
    }
}
