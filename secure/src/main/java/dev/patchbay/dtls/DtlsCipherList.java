package dev.patchbay.dtls;

import dev.patchbay.dtls.CertificateOptions.KeyKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a list of ciphers as OpenSSL writes it (manual page openssl-ciphers): names of suites and groups of them, separated by {@code :},
 * joined by {@code +}; before them {@code !} (never), {@code -} (not, unless named later) or {@code +} (last). A name that means none of
 * {@link DtlsCipher} is no error, as OpenSSL ignores what it does not have.
 */
public final class DtlsCipherList {

    /** More than there are words for. */
    private static final int MAX_LENGTH = 1000;

    private final List<DtlsCipher> chosen = new ArrayList<>();
    private final Set<DtlsCipher> forbidden = EnumSet.noneOf(DtlsCipher.class);

    private DtlsCipherList() {}

    /**
     * @return not empty, best first
     * @throws IllegalArgumentException when nothing is left, or it is no list
     */
    public static List<DtlsCipher> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a list of ciphers of " + text.length() + " characters: allowed are " + MAX_LENGTH);
        }
        DtlsCipherList list = new DtlsCipherList();
        for (String word : text.strip().split("[:, ;]+")) {
            list.take(word);
        }
        if (list.chosen.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' names none of the ciphers there are: " + known());
        }
        return List.copyOf(list.chosen);
    }

    private static String known() {
        return String.join(", ", Arrays.stream(DtlsCipher.values()).map(DtlsCipher::openSslName).toList());
    }

    private void take(String word) {
        if (!word.matches("[-+!]?[A-Za-z0-9][-A-Za-z0-9+_.]*|@[A-Z]+(=[0-9])?")) {
            throw new IllegalArgumentException("'" + word + "' is no word of a list of ciphers, such as ECDHE+AESGCM or !AES256");
        }
        switch (word.charAt(0)) {
            case '!' -> {
                forbidden.addAll(meant(word.substring(1)));
                chosen.removeAll(forbidden);
            }
            case '-' -> chosen.removeAll(meant(word.substring(1)));
            case '+' -> {
                List<DtlsCipher> last = new ArrayList<>(chosen);
                last.retainAll(meant(word.substring(1)));
                chosen.removeAll(last);
                chosen.addAll(last);
            }
            case '@' -> {
                // @SECLEVEL asks for no more than every suite here has.
                if (word.equals("@STRENGTH")) {
                    chosen.sort(Comparator.comparingInt(DtlsCipherList::keyBits).reversed());
                }
            }
            default -> {
                for (DtlsCipher cipher : meant(word)) {
                    if (!forbidden.contains(cipher) && !chosen.contains(cipher)) {
                        chosen.add(cipher);
                    }
                }
            }
        }
    }

    private static List<DtlsCipher> meant(String word) {
        List<DtlsCipher> all = new ArrayList<>(List.of(DtlsCipher.values()));
        for (String part : word.split("\\+")) {
            all.removeIf(group(part).negate());
        }
        return all;
    }

    private static Predicate<DtlsCipher> group(String name) {
        return switch (name) {
            case "DEFAULT", "COMPLEMENTOFDEFAULT", "ALL", "HIGH", "ECDHE", "EECDH", "kECDHE", "kEECDH" ->
                cipher -> !name.startsWith("COMPLEMENT");
            case "ECDSA", "aECDSA" -> cipher -> cipher.certificate() == KeyKind.EC_P256;
            case "aRSA" -> cipher -> cipher.certificate() == KeyKind.RSA;
            case "AESGCM" -> cipher -> cipher.name().contains("_GCM_");
            case "AES" -> cipher -> cipher.name().contains("_AES");
            case "AES128" -> cipher -> cipher.name().contains("_AES128_");
            case "AES256" -> cipher -> cipher.name().contains("_AES256_");
            case "CHACHA20" -> cipher -> cipher.name().contains("_CHACHA20_");
            case "SHA", "SHA1" -> cipher -> cipher.name().endsWith("_SHA");
            case "TLSv1.2" -> cipher -> !cipher.name().endsWith("_SHA");
            case "TLSv1.0", "SSLv3" -> cipher -> cipher.name().endsWith("_SHA");
            default -> cipher -> cipher.openSslName().equals(name);
        };
    }

    private static int keyBits(DtlsCipher cipher) {
        return cipher.name().contains("_AES128_") ? 128 : 256;
    }
}
