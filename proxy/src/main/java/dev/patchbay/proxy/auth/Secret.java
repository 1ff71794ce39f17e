package dev.patchbay.proxy.auth;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is known of a user's password. Never printed. */
public sealed interface Secret {

    /** The hash of user, realm and password; empty if it is not known for the algorithm. */
    Optional<String> ha1(DigestAlgorithm algorithm, String user, String realm);

    /** The password itself. */
    static Secret password(String password) {
        return new Password(password);
    }

    /** @param ha1 of some algorithms, as hexadecimal digits */
    static Secret hashed(Map<DigestAlgorithm, String> ha1) {
        return new Hashed(Map.copyOf(ha1));
    }

    /** Kept as it is, so that every algorithm can be asked for. */
    record Password(String text) implements Secret {

        @Override
        public Optional<String> ha1(DigestAlgorithm algorithm, String user, String realm) {
            return Optional.of(algorithm.hash(user, realm, text));
        }

        @Override
        public String toString() {
            return "Password";
        }
    }

    /** As good as the password for its realm, but for no other. */
    record Hashed(Map<DigestAlgorithm, String> byAlgorithm) implements Secret {

        @Override
        public Optional<String> ha1(DigestAlgorithm algorithm, String user, String realm) {
            return Optional.ofNullable(byAlgorithm.get(algorithm)).map(ha1 -> ha1.toLowerCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return "Hashed" + byAlgorithm.keySet();
        }
    }
}
