package dev.patchbay.daemon.proxy;

import dev.patchbay.daemon.option.OptionException;
import dev.patchbay.net.IpAddress;
import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.ProxyLimits;
import dev.patchbay.proxy.ProxyOptions;
import dev.patchbay.proxy.TlsKeys;
import dev.patchbay.proxy.auth.UserList;
import dev.patchbay.proxy.auth.UserStore;
import dev.patchbay.proxy.route.ScriptOrigin;
import dev.patchbay.sip.database.DatabaseUrl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From arguments to options. */
public final class ProxyOptionsReader {

    private ProxyOptionsReader() {}

    /** @throws OptionException for a value that is not allowed, or a file that cannot be read; the message says which and why */
    public static ProxyOptions read(ProxyArguments arguments) throws OptionException {
        arguments.setDefault(ProxyOption.LISTEN, DefaultListen.onLoopback(arguments.one(ProxyOption.TLS_KEYS).isPresent()));
        try {
            return new ProxyOptions(
                    arguments.all(ProxyOption.LISTEN).stream().map(ListenAddress::parse).toList(),
                    Set.copyOf(arguments.all(ProxyOption.DOMAIN)),
                    arguments.one(ProxyOption.REALM),
                    arguments.one(ProxyOption.RELAYS).orElse(""),
                    arguments.one(ProxyOption.ROUTE).map(file -> ScriptOrigin.file(Path.of(file))).orElseGet(ScriptOrigin::standard),
                    Duration.ofSeconds(number(arguments, ProxyOption.SCRIPT_LIMIT, ProxyOptions.DEFAULT_SCRIPT_LIMIT.toSeconds(), 300)),
                    users(arguments),
                    arguments.one(ProxyOption.LOCATIONS).map(DatabaseUrl::parse),
                    xmlRpc(arguments),
                    tls(arguments),
                    new ProxyLimits(
                            (int) number(arguments, ProxyOption.MAX_TRANSACTIONS, ProxyLimits.DEFAULT.maxTransactions(), 1_000_000),
                            ProxyLimits.DEFAULT.maxBranches(),
                            ProxyLimits.DEFAULT.timerC()));
        } catch (IllegalArgumentException | IOException e) {
            throw new OptionException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * As {@link #read(ProxyArguments)}, and others may reach the proxy by these addresses, unless it was told where to listen. Without
     * users it gets some.
     *
     * @param spare used if there are no users yet
     */
    public static ProxyOptions read(ProxyArguments arguments, List<IpAddress> globalAddresses, RandomUsers spare) throws OptionException {
        boolean hasCertificate = arguments.one(ProxyOption.TLS_KEYS).isPresent();
        arguments.setDefault(ProxyOption.LISTEN, DefaultListen.everywhere(globalAddresses, hasCertificate));
        if (arguments.has(ProxyOption.USERS)) {
            return read(arguments);
        }
        arguments.setDefault(ProxyOption.REALM, List.of(RandomUsers.REALM));
        return read(arguments).withUsers(spare.users());
    }

    private static long number(ProxyArguments arguments, ProxyOption option, long normal, long most) {
        Optional<String> text = arguments.one(option);
        if (text.isEmpty()) {
            return normal;
        }
        if (text.get().matches("[0-9]{1,9}") && Long.parseLong(text.get()) >= 1 && Long.parseLong(text.get()) <= most) {
            return Long.parseLong(text.get());
        }
        throw new IllegalArgumentException("--" + option.optionName() + ": '" + text.get() + "' is no number from 1 to " + most);
    }

    private static Optional<UserStore> users(ProxyArguments arguments) throws IOException {
        Optional<String> file = arguments.one(ProxyOption.USERS);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isReadable(Path.of(file.get()))) {
            throw new IOException("file of users '" + file.get() + "' cannot be read");
        }
        return Optional.of(UserList.read(Path.of(file.get())));
    }

    private static Optional<InetSocketAddress> xmlRpc(ProxyArguments arguments) {
        // The same form as a listen address, without the transport.
        return arguments.one(ProxyOption.XMLRPC)
                .map(text -> ListenAddress.parse("tcp:" + text).address().toInetSocketAddress());
    }

    private static Optional<TlsKeys> tls(ProxyArguments arguments) throws IOException {
        Optional<String> keys = arguments.one(ProxyOption.TLS_KEYS);
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        Path file = Path.of(keys.get());
        if (!Files.isReadable(file)) {
            throw new IOException("file of TLS keys '" + file + "' cannot be read");
        }
        Optional<String> password = arguments.one(ProxyOption.TLS_PASSWORD);
        return Optional.of(new TlsKeys(file, password.isEmpty() ? "" : Files.readString(Path.of(password.get())).strip()));
    }
}
