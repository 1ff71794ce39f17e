package dev.patchbay.sip.management;

import com.sun.net.httpserver.Headers;
import dev.patchbay.net.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps web pages away from management commands. There are no passwords, and a browser on the operator's machine reaches whatever
 * listens there: any page may send requests to loopback (with its own {@code Origin}), and a page whose host name is made to point at
 * loopback may even read the replies (DNS rebinding; its {@code Host} is that name). Programs that are no browsers send no
 * {@code Origin} and are not touched.
 *
 * @param origins pages that may send commands, as browsers name them: {@code https://panel.example.org}, {@code http://localhost:3000}
 * @param hosts host names that requests may be addressed to, beside {@code localhost} and addresses, without port; {@code *}: any, where
 *     programs call by names that are not known here
 */
public record JsonRpcAccess(Set<String> origins, Set<String> hosts) {

    /** No pages at all, and requests by address or to {@code localhost}: for command line clients on this machine. */
    public static final JsonRpcAccess NO_BROWSERS = new JsonRpcAccess(Set.of(), Set.of());

    private static final String ANY_HOST = "*";

    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?# ]+");

    /** A request that is not carried out: the HTTP status and a line for people. */
    record Refusal(int status, String reason) {}

    public JsonRpcAccess {
        origins = Set.copyOf(origins);
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("origin '" + origin + "' is not scheme://host or scheme://host:port");
            }
        }
        for (String host : hosts) {
            if (host.isEmpty() || host.contains(":") || host.contains("/")) {
                throw new IllegalArgumentException("host '" + host + "' is not a host name without port");
            }
        }
    }

    /** Empty when the request may go on, as far as the place it comes from is concerned. */
    Optional<Refusal> refuseSource(Headers headers) {
        if (!values(headers, "Host").stream().allMatch(this::isOurHost)) {
            return Optional.of(new Refusal(
                    403, "Header Host: send requests to an address or to localhost, or allow the name (JsonRpcAccess.hosts)"));
        }
        if (!origins.containsAll(values(headers, "Origin"))) {
            return Optional.of(new Refusal(
                    403, "Header Origin: web pages may not send management commands, unless allowed (JsonRpcAccess.origins)"));
        }
        return Optional.empty();
    }

    /**
     * Empty when the body is said to be of one of these types. Pages may send some types anywhere, so those are not among them.
     *
     * @param usual one of the types, for the refusal
     */
    static Optional<Refusal> refuseBody(Headers headers, Set<String> types, String usual) {
        List<String> given = values(headers, "Content-Type");
        boolean isAllowed = given.size() == 1 && types.contains(withoutParameters(given.getFirst()));
        return isAllowed ? Optional.empty() : Optional.of(new Refusal(415, "Header Content-Type: " + usual + " is needed"));
    }

    private boolean isOurHost(String value) {
        boolean isBracketed = value.startsWith("[");
        int end = isBracketed ? value.indexOf(']') : value.indexOf(':');
        String host = value.substring(isBracketed ? 1 : 0, end < 0 ? value.length() : end).toLowerCase(Locale.ROOT);
        return hosts.contains(ANY_HOST) || host.equals("localhost") || IpAddress.parse(host).isPresent() || hosts.contains(host);
    }

    private static String withoutParameters(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static List<String> values(Headers headers, String name) {
        return headers.getOrDefault(name, List.of());
    }
}
