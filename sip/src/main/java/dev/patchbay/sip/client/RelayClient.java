package dev.patchbay.sip.client;

import dev.patchbay.net.IpFamily;
import dev.patchbay.sip.node.NodeCondition;
import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.RelayTransport;
import dev.patchbay.sip.node.RelayUrl;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Exchanges messages with relays, asynchronously. Whoever makes it closes it; closing fails what is under way.
 *
 * <p>Each node has a channel of its own, so nothing that happens with one relay holds up another: no shared queue, no shared limit.
 */
public final class RelayClient implements AutoCloseable {

    private final RelayProtocol protocol;
    private final ClientOptions options;
    private final RelayClock clock;
    private final CookieSource cookies;
    private final DatagramReader reader;
    private final ScheduledThreadPoolExecutor timer;
    private final HttpClient http;
    private final Map<RelayNode, NodeChannel> channels = new ConcurrentHashMap<>();
    private final Set<NodeChannel> retired = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /** @throws IOException if the system gives no selector */
    public RelayClient(RelayProtocol protocol, ClientOptions options, RelayClock clock, RandomGenerator random)
            throws IOException {
        this.protocol = protocol;
        this.options = options;
        this.clock = clock;
        this.cookies = new CookieSource(ProcessHandle.current().pid(), random);
        this.reader = new DatagramReader();
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("relay-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        // HTTP/1.1: the servers in question do not know the upgrade to HTTP/2.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(options.wholeTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        options.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    public ClientOptions options() {
        return options;
    }

    public RelayClock clock() {
        return clock;
    }

    /**
     * Sends a command to a node whatever its state, and repeats it as the options say.
     *
     * @param command its name, for figures and messages
     * @return always completes, and never exceptionally. What depends on it directly runs on a thread of the client and must not block
     */
    public CompletableFuture<ExchangeOutcome> exchange(RelayNode node, String command, byte[] payload) {
        return channel(node).exchange(command, payload, false);
    }

    /** Asks whether a relay is there; does not touch its state. */
    public CompletableFuture<Boolean> ping(RelayNode node) {
        return channel(node)
                .exchange("ping", protocol.ping(), true)
                .thenApply(outcome -> outcome instanceof ExchangeOutcome.Reply reply && protocol.isPong(reply.payload()));
    }

    public NodeFigures figures(RelayNode node) {
        return channel(node).figures();
    }

    /** To be told when a node changes: see {@link dev.patchbay.sip.node.NodeListener}. */
    public void onNodeChange(RelayNode node, NodeCondition condition) {
        NodeChannel channel = channels.get(node);
        if (channel != null && (condition == NodeCondition.DISABLED_UNTIL || condition == NodeCondition.DISABLED_PERMANENTLY)) {
            channel.onNodeDisabled();
        }
    }

    /** Closes the channels of all other nodes, after a reload. What is under way on them ends as it would have. */
    public void retain(Collection<RelayNode> nodes) {
        Set<RelayNode> kept = Set.copyOf(nodes);
        channels.forEach((node, channel) -> {
            if (!kept.contains(node) && channels.remove(node, channel)) {
                retire(channel);
            }
        });
    }

    /** An exchange waits for its turn and then for its reply, each no longer than one whole time limit. */
    private void retire(NodeChannel channel) {
        retired.add(channel);
        try {
            var _ = timer.schedule(
                    () -> {
                        retired.remove(channel);
                        channel.close();
                    },
                    2 * options.wholeTimeout().toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // The client is being closed.
            channel.close();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        channels.values().forEach(NodeChannel::close);
        retired.forEach(NodeChannel::close);
        timer.shutdownNow();
        // Once more: one may have been retired before the timer stopped taking work.
        retired.forEach(NodeChannel::close);
        reader.close();
        http.shutdownNow();
    }

    private NodeChannel channel(RelayNode node) {
        NodeChannel channel = open(node);
        if (isClosed) {
            channel.close();
        }
        return channel;
    }

    private NodeChannel open(RelayNode node) {
        return channels.computeIfAbsent(
                node,
                key -> new NodeChannel(
                        key, clock, options, protocol, cookies, timer, events -> open(key.url(), events)));
    }

    private RelayLink open(RelayUrl url, RelayLink.Events events) throws IOException {
        return switch (url.transport()) {
            case UDP -> new UdpLink(resolve(url), options, reader, events);
            case TCP -> new TcpLink(resolve(url), options, protocol, events);
            case UNIX -> new UnixLink(UnixDomainSocketAddress.of(url.path()), protocol, events);
            case HTTP, HTTPS -> new HttpLink(http, uri(url), options, protocol, events);
            case WS, WSS -> new WebSocketLink(http, uri(url), options, protocol, events);
        };
    }

    private static URI uri(RelayUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        RelayTransport transport = url.transport();
        return URI.create(transport.scheme() + "://" + host + ":" + url.port() + url.path());
    }

    private static InetSocketAddress resolve(RelayUrl url) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(url.host());
        InetAddress address = url.family().isEmpty()
                ? addresses[0]
                : Arrays.stream(addresses)
                        .filter(candidate -> (candidate instanceof Inet6Address) == (url.family().get() == IpFamily.IPV6))
                        .findFirst()
                        .orElseThrow(() -> new UnknownHostException(url + " has no address of the family asked for"));
        return new InetSocketAddress(address, url.port());
    }
}
