package dev.patchbay.sip.node;

import dev.patchbay.net.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the modules' socket lists: {@code [SETID ==] URL[=WEIGHT] [URL[=WEIGHT]...]}, blanks between.
 *
 * <p>Which URLs there are is the grammar's matter; {@code tcp:}, {@code http://}, {@code https://}, {@code ws://} and
 * {@code wss://} are taken by both, as our client speaks them all.
 */
public final class SocketListParser {

    /** Relays of one list. */
    public static final int MAX_RELAYS = 1000;

    /** The URLs that one module's documents know. */
    public enum Grammar {
        /** {@code udp:}, {@code udp6:}, {@code unix:}; a word without prefix is the path of a Unix socket. */
        OPENSIPS,
        /** {@code udp:}, {@code udp6:}, {@code unix:}, {@code ws://}, {@code wss://}; {@code /…} is the path of a Unix socket. */
        KAMAILIO
    }

    private static final Map<String, RelayTransport> WEB = Map.of(
            "http://", RelayTransport.HTTP,
            "https://", RelayTransport.HTTPS,
            "ws://", RelayTransport.WS,
            "wss://", RelayTransport.WSS);

    private final Grammar grammar;
    private final int defaultSetId;

    /** @param defaultSetId the set of relays without {@code SETID ==} */
    public SocketListParser(Grammar grammar, int defaultSetId) {
        this.grammar = grammar;
        this.defaultSetId = defaultSetId;
    }

    /**
     * One line: the value of one {@code rtpengine_sock} parameter.
     *
     * @return empty for an empty line, which defines no relay
     */
    public List<RelayDefinition> parse(String line) {
        String rest = line.strip();
        int setId = defaultSetId;
        int separator = rest.indexOf("==");
        if (separator >= 0) {
            setId = number(rest.substring(0, separator).strip(), "set id", line);
            rest = rest.substring(separator + 2).strip();
        }
        List<RelayDefinition> relays = new ArrayList<>();
        if (rest.isEmpty()) {
            if (separator >= 0) {
                throw syntax("no relay behind '=='", line);
            }
            return relays;
        }
        for (String word : rest.split("\\s+")) {
            if (relays.size() == MAX_RELAYS) {
                throw syntax("more than " + MAX_RELAYS + " relays", line.substring(0, 40) + "...");
            }
            relays.add(relay(setId, word));
        }
        return relays;
    }

    private RelayDefinition relay(int setId, String word) {
        int equals = word.lastIndexOf('=');
        if (equals < 0) {
            return new RelayDefinition(setId, url(word), 1, false);
        }
        int weight = number(word.substring(equals + 1), "weight", word);
        return new RelayDefinition(setId, url(word.substring(0, equals)), weight, false);
    }

    /** One URL, without weight: what a column of a database holds. */
    public RelayUrl url(String text) {
        for (var web : WEB.entrySet()) {
            if (text.startsWith(web.getKey())) {
                return webUrl(text, web.getValue(), text.substring(web.getKey().length()));
            }
        }
        if (text.startsWith("udp:")) {
            return address(text, RelayTransport.UDP, text.substring(4), Optional.empty(), "");
        }
        if (text.startsWith("udp6:")) {
            return address(text, RelayTransport.UDP, text.substring(5), Optional.of(IpFamily.IPV6), "");
        }
        if (text.startsWith("tcp:")) {
            return address(text, RelayTransport.TCP, text.substring(4), Optional.empty(), "");
        }
        if (text.startsWith("tcp6:")) {
            return address(text, RelayTransport.TCP, text.substring(5), Optional.of(IpFamily.IPV6), "");
        }
        if (text.startsWith("unix:")) {
            return unixSocket(text, text.substring(5));
        }
        boolean isPath = grammar == Grammar.OPENSIPS ? !text.contains("://") : text.startsWith("/");
        if (isPath) {
            return unixSocket(text, text);
        }
        throw syntax("unknown kind of address (udp:, udp6:, tcp:, tcp6:, unix:, http://, https://, ws:// or wss://)", text);
    }

    private static RelayUrl webUrl(String text, RelayTransport transport, String rest) {
        int slash = rest.indexOf('/');
        String hostPort = slash < 0 ? rest : rest.substring(0, slash);
        // rtpengine takes ng messages over HTTP at /ng; a WebSocket is told by its subprotocol, whatever the path.
        boolean isHttp = transport == RelayTransport.HTTP || transport == RelayTransport.HTTPS;
        String path = slash < 0 ? (isHttp ? "/ng" : "/") : rest.substring(slash);
        return address(text, transport, hostPort, Optional.empty(), path);
    }

    private static RelayUrl unixSocket(String text, String path) {
        if (path.isEmpty()) {
            throw syntax("a Unix socket needs a path", text);
        }
        return new RelayUrl(text, RelayTransport.UNIX, "", 0, Optional.empty(), path);
    }

    private static RelayUrl address(
            String text, RelayTransport transport, String hostPort, Optional<IpFamily> family, String path) {
        String host = hostPort;
        int port = RelayUrl.DEFAULT_PORT;
        Optional<IpFamily> wanted = family;
        int bracket = hostPort.indexOf(']');
        if (hostPort.startsWith("[")) {
            if (bracket < 0) {
                throw syntax("']' is missing", text);
            }
            host = hostPort.substring(1, bracket);
            wanted = Optional.of(IpFamily.IPV6);
            String behind = hostPort.substring(bracket + 1);
            if (!behind.isEmpty() && !behind.startsWith(":")) {
                throw syntax("':' and a port expected behind ']'", text);
            }
            port = behind.length() > 1 ? port(behind.substring(1), text) : port;
        } else {
            int colon = hostPort.lastIndexOf(':');
            if (colon >= 0) {
                host = hostPort.substring(0, colon);
                port = colon + 1 < hostPort.length() ? port(hostPort.substring(colon + 1), text) : port;
            }
        }
        if (host.isEmpty()) {
            throw syntax("no host", text);
        }
        return new RelayUrl(text, transport, host, port, wanted, path);
    }

    private static int port(String digits, String text) {
        int port = number(digits, "port", text);
        if (port < 1 || port > 65_535) {
            throw syntax("port " + digits + " is not 1..65535", text);
        }
        return port;
    }

    private static int number(String digits, String what, String where) {
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw syntax(what + " '" + digits + "' is not a number of up to nine digits", where);
        }
        return Integer.parseInt(digits);
    }

    private static SocketListSyntaxException syntax(String what, String where) {
        return new SocketListSyntaxException(what + ": '" + where + "'");
    }
}
