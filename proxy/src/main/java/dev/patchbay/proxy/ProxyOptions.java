package dev.patchbay.proxy;

import dev.patchbay.proxy.auth.UserStore;
import dev.patchbay.proxy.route.ScriptOrigin;
import dev.patchbay.sip.database.DatabaseUrl;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a proxy is started with.
 *
 * @param listen at least one
 * @param domains names of this proxy in URIs, beside its addresses
 * @param realm of users and of registrations; empty: the first domain, or the first address
 * @param relays media relays for scripts, as in {@code rtpengine_sock}; may be empty
 * @param script where the routing script comes from
 * @param scriptLimit for one route of one message
 * @param users empty: nobody can be authenticated
 * @param locations where registrations are kept; empty: in memory, until the proxy ends
 * @param xmlRpc where relays of other processes tell that a call's media timed out; empty: nowhere
 * @param tls needed for TLS and WSS
 */
public record ProxyOptions(
        List<ListenAddress> listen,
        Set<String> domains,
        Optional<String> realm,
        String relays,
        ScriptOrigin script,
        Duration scriptLimit,
        Optional<UserStore> users,
        Optional<DatabaseUrl> locations,
        Optional<InetSocketAddress> xmlRpc,
        Optional<TlsKeys> tls,
        ProxyLimits limits) {

    public static final Duration DEFAULT_SCRIPT_LIMIT = Duration.ofSeconds(10);

    public ProxyOptions {
        listen = List.copyOf(listen);
        domains = Set.copyOf(domains);
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("a proxy needs at least one address to listen on");
        }
    }

    /** With defaults for the rest: no users, registrations in memory, no TLS. */
    public static ProxyOptions of(List<ListenAddress> listen, String relays, ScriptOrigin script) {
        return new ProxyOptions(
                listen,
                Set.of(),
                Optional.empty(),
                relays,
                script,
                DEFAULT_SCRIPT_LIMIT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ProxyLimits.DEFAULT);
    }

    /** The same with these users. */
    public ProxyOptions withUsers(UserStore store) {
        return new ProxyOptions(
                listen, domains, realm, relays, script, scriptLimit, Optional.of(store), locations, xmlRpc, tls, limits);
    }

    /** What users and registrations are known under. */
    String realmName() {
        return realm.or(() -> domains.stream().sorted().findFirst())
                .orElseGet(() -> listen.getFirst().address().ip().toString());
    }
}
