package dev.patchbay.daemon.proxy;

import java.util.Arrays;
import java.util.Optional;

/** The table of the proxy's options. */
public enum ProxyOption {
    LISTEN("listen", "TRANSPORT:ADDRESS[:PORT]", true, "listen here: udp, tcp, tls, ws or wss (default: UDP and TCP on 127.0.0.1:5060,"
            + " WebSocket on 127.0.0.1:5080; with a certificate TLS on 5061 and secure WebSocket on 5081; run --public: there"
            + " and on the host's global addresses)"),
    ROUTE("route", "FILE", false, "routing script, a Java source file (default: registered phones call each other)"),
    USERS("users", "FILE", false, "users and passwords, a line 'user:password' each; phones of other hosts need one (run --public: 1000 to 1009 with a"
            + " random password)"),
    DOMAIN("domain", "NAME", true, "a name of this proxy in addresses of users, beside its IP addresses"),
    REALM("realm", "NAME", false, "realm of the users (default: the first domain, or the first address)"),
    RELAYS("relays", "URL...", false, "media relays, as in rtpengine_sock (run: its own relay)"),
    LOCATIONS("locations", "URL", false, "database of registrations, as in db_url (default: kept in memory)"),
    XMLRPC("xmlrpc", "ADDRESS:PORT", false, "be told here by relays that the media of a call timed out (run: 127.0.0.1:2226)"),
    TLS_KEYS("tls-keys", "FILE", false, "certificate and private key for tls and wss, a PKCS#12 file"),
    TLS_PASSWORD("tls-password-file", "FILE", false, "file with the password of the former"),
    SCRIPT_LIMIT("script-limit", "SECONDS", false, "most time for one route of one message (default: 10)"),
    MAX_TRANSACTIONS("max-transactions", "NUMBER", false, "requests under way at once; more get 503 (default: 20000)");

    private final String optionName;
    private final String placeholder;
    private final boolean isRepeatable;
    private final String help;

    ProxyOption(String optionName, String placeholder, boolean isRepeatable, String help) {
        this.optionName = optionName;
        this.placeholder = placeholder;
        this.isRepeatable = isRepeatable;
        this.help = help;
    }

    /** Without dashes. */
    public String optionName() {
        return optionName;
    }

    public String placeholder() {
        return placeholder;
    }

    public boolean isRepeatable() {
        return isRepeatable;
    }

    public String help() {
        return help;
    }

    static Optional<ProxyOption> named(String name) {
        return Arrays.stream(values()).filter(option -> option.optionName.equals(name)).findFirst();
    }
}
