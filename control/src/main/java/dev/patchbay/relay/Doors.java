package dev.patchbay.relay;

import dev.patchbay.cli.CliCommand;
import dev.patchbay.cli.CliServer;
import dev.patchbay.http.HttpResource;
import dev.patchbay.http.HttpServer;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ng.NgExchange;
import dev.patchbay.ng.NgUdpServer;
import dev.patchbay.rtpp.RtppDispatcher;
import dev.patchbay.rtpp.RtppUdpServer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The listeners of one relay: opened in the order the relay is wired, closed together. */
final class Doors implements AutoCloseable {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CONTROL);

    private final ListenOptions options;
    private final HostNetwork network;
    private final LongSupplier clock;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<TransportAddress> httpAddresses = new ArrayList<>();
    private volatile int controlTos;
    private @Nullable NgUdpServer ng;
    private @Nullable CliServer cli;

    Doors(ListenOptions options, HostNetwork network, LongSupplier clock) {
        this.options = options;
        this.network = network;
        this.clock = clock;
        this.controlTos = options.controlTos();
    }

    void openNg(NgExchange exchange) throws IOException {
        if (options.ng().isPresent()) {
            ng = open("listen-ng", options.ng().get(), (ip, port) -> NgUdpServer.open(ip, port, controlTos, exchange));
        }
    }

    void openRtpp(RtppDispatcher dispatcher) throws IOException {
        if (options.udp().isPresent()) {
            open("listen-udp", options.udp().get(), (ip, port) -> RtppUdpServer.open(ip, port, controlTos, dispatcher, clock));
        }
    }

    void openCli(CliCommand commands) throws IOException {
        if (options.cli().isPresent()) {
            cli = open("listen-cli", options.cli().get(), (ip, port) -> CliServer.open(ip, port, commands, clock));
        }
    }

    void openHttp(Map<String, HttpResource> resources) throws IOException {
        for (HostPort address : options.http()) {
            HttpServer server = open("listen-http", address, (ip, port) -> HttpServer.open(ip, port, resources));
            httpAddresses.add(server.localAddress());
        }
    }

    /** Opens a listener; the address is empty for every one of the host. */
    @FunctionalInterface
    private interface Opening<T> {
        T at(Optional<IpAddress> ip, int port) throws IOException;
    }

    /** @param option to be named when it fails, be it for the name, the address or the port */
    private <T extends AutoCloseable> T open(String option, HostPort address, Opening<T> opening) throws IOException {
        try {
            T door = opening.at(ip(address), address.port());
            opened.push(door);
            return door;
        } catch (IOException e) {
            throw new IOException("option --" + option + "=" + address + ": " + e.getMessage(), e);
        }
    }

    List<TransportAddress> httpAddresses() {
        return List.copyOf(httpAddresses);
    }

    private Optional<IpAddress> ip(HostPort address) throws IOException {
        return address.host().isEmpty()
                ? Optional.empty()
                : Optional.of(address.resolve(network).getFirst().ip());
    }

    Optional<TransportAddress> ngAddress() {
        try {
            return ng == null ? Optional.empty() : Optional.of(ng.localAddress());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Optional<TransportAddress> cliAddress() {
        return cli == null ? Optional.empty() : Optional.of(cli.localAddress());
    }

    int controlTos() {
        return controlTos;
    }

    void setControlTos(int tos) {
        controlTos = tos;
        if (ng != null) {
            try {
                ng.setTos(tos);
            } catch (IOException e) {
                LOG.warn("The control TOS could not be set to {}: {}", tos, String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.error(e, "Closing a listener failed");
            }
        }
    }
}
