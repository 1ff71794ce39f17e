package dev.patchbay.http;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Serves a fixed set of resources over HTTP/1.1. Limits: {@link #MAX_CONNECTIONS}, further ones are closed at once;
 * {@link #MAX_HEADER_BYTES}; {@link #MAX_BODY_BYTES}; {@link #PATIENCE} for a whole request to come and for a reply to go.
 */
public final class HttpServer implements AutoCloseable {

    public static final int MAX_CONNECTIONS = 256;
    public static final int MAX_LINE_BYTES = 4096;
    public static final int MAX_HEADER_BYTES = 16_384;

    /** Room for an ng message with a long SDP. */
    public static final int MAX_BODY_BYTES = 1 << 18;

    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int BACKLOG = 128;
    private static final long CLOSE_WAIT_MS = 1000;

    private final EventLoopGroup eventLoop;
    private final Channel listener;
    private final Connections connections;

    private HttpServer(EventLoopGroup eventLoop, Channel listener, Connections connections) {
        this.eventLoop = eventLoop;
        this.listener = listener;
        this.connections = connections;
    }

    /**
     * Starts to answer.
     *
     * @param ip empty for every IPv4 and IPv6 address of the host
     * @param port 0 picks a free one
     * @param resources by path
     */
    public static HttpServer open(Optional<IpAddress> ip, int port, Map<String, HttpResource> resources)
            throws IOException {
        return open(ip, port, resources, PATIENCE);
    }

    static HttpServer open(
            Optional<IpAddress> ip, int port, Map<String, HttpResource> resources, Duration patience)
            throws IOException {
        Map<String, HttpResource> routes = Map.copyOf(resources);
        Connections connections = new Connections();
        EventLoopGroup eventLoop =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("http", true), NioIoHandler.newFactory());
        InetAddress address = ip.map(IpAddress::toInetAddress).orElse(null);
        InetSocketAddress local =
                address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (connections.admit(channel)) {
                            setUp(channel, routes, patience);
                        }
                    }
                })
                .bind(local)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown(eventLoop);
            throw new IOException("cannot listen on http:" + local + ": " + bound.cause().getMessage(), bound.cause());
        }
        return new HttpServer(eventLoop, bound.channel(), connections);
    }

    private static void setUp(SocketChannel channel, Map<String, HttpResource> routes, Duration patience) {
        channel.pipeline()
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)))
                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES, true))
                .addLast(new HttpConnection(routes, patience));
    }

    /** Where it listens, with the real port. */
    public TransportAddress localAddress() {
        return TransportAddress.of((InetSocketAddress) listener.localAddress());
    }

    /** Connections closed unheard because there were too many. */
    public long refusedConnections() {
        return connections.refused.sum();
    }

    /** Stops listening and closes the connections that are open. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly(CLOSE_WAIT_MS);
        shutDown(eventLoop);
    }

    private static void shutDown(EventLoopGroup eventLoop) {
        eventLoop.shutdownGracefully(0, CLOSE_WAIT_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_WAIT_MS);
    }

    /** Counts the connections that are open. */
    private static final class Connections {
        private final AtomicInteger open = new AtomicInteger();
        private final LongAdder refused = new LongAdder();

        private boolean admit(SocketChannel channel) {
            if (open.incrementAndGet() > MAX_CONNECTIONS) {
                open.decrementAndGet();
                refused.increment();
                var _ = channel.close();
                return false;
            }
            channel.closeFuture().addListener(_ -> open.decrementAndGet());
            return true;
        }
    }
}
