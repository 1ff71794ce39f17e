package dev.patchbay.proxy.registrar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/**
 * A user as the location table knows one, in canonical form (RFC 3261 section 10.3, step 5): the user part unescaped and with its case,
 * the host in lower case, without parameters.
 *
 * <p>Without port and scheme, unlike the RFC has it: {@code sip:1001@example.org:5060}, {@code sips:1001@example.org} and
 * {@code sip:1001@example.org} are the same person to people, and to other registrars.
 *
 * @param user empty for a registration of a whole domain
 * @param host a name without trailing dot, or a literal (of IPv6 in brackets)
 */
public record AddressOfRecord(String user, String host) {

    /** Empty for a URI that is not of SIP. */
    public static Optional<AddressOfRecord> of(URI uri) {
        return uri instanceof SipURI sip ? Optional.of(of(Optional.ofNullable(sip.getUser()).orElse(""), sip.getHost())) : Optional.empty();
    }

    /** From parts as they stand in a URI. */
    public static AddressOfRecord of(String user, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return new AddressOfRecord(unescaped(user), name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }

    /** The same user in another domain: for proxies with several names. */
    public AddressOfRecord at(String otherHost) {
        return of(user, otherHost);
    }

    private static String unescaped(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] escaped = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < escaped.length; i++) {
            int high = i + 2 < escaped.length ? Character.digit(escaped[i + 1], 16) : -1;
            int low = i + 2 < escaped.length ? Character.digit(escaped[i + 2], 16) : -1;
            if (escaped[i] == '%' && high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(escaped[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return user.isEmpty() ? host : user + "@" + host;
    }
}
