package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.door.LogText;
import dev.patchbay.door.RepeatedWarning;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Answers one command per TCP connection and closes it. A virtual thread accepts, another one serves each connection.
 *
 * <p>A connection has {@link #PATIENCE} to send its line, however slowly; connections beyond {@link #MAX_CONNECTIONS} are
 * closed at once; a line longer than {@link #MAX_LINE_BYTES} is not answered (rtpengine).
 */
public final class CliServer implements AutoCloseable {

    /** Without the line end. */
    public static final int MAX_LINE_BYTES = 1024;

    public static final int MAX_CONNECTIONS = 64;

    /** From the connection to the end of the line. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final RelayLog LOG = RelayLog.of(Subsystem.CONTROL);

    private final ServerSocket listener;
    private final CliCommand commands;
    private final Duration patience;
    private final LongSupplier nanoClock;
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final RepeatedWarning tooMany;
    private final RepeatedWarning tooLong;

    private CliServer(ServerSocket listener, CliCommand commands, Duration patience, LongSupplier nanoClock) {
        this.listener = listener;
        this.commands = commands;
        this.patience = patience;
        this.nanoClock = nanoClock;
        this.tooMany = new RepeatedWarning(LOG, nanoClock);
        this.tooLong = new RepeatedWarning(LOG, nanoClock);
    }

    /**
     * Starts to answer.
     *
     * @param ip empty for every IPv4 and IPv6 address of the host
     * @param port 0 picks a free one
     * @param nanoClock as {@link System#nanoTime}
     */
    public static CliServer open(Optional<IpAddress> ip, int port, CliCommand commands, LongSupplier nanoClock)
            throws IOException {
        return open(ip, port, commands, PATIENCE, nanoClock);
    }

    static CliServer open(
            Optional<IpAddress> ip, int port, CliCommand commands, Duration patience, LongSupplier nanoClock)
            throws IOException {
        InetAddress local = ip.map(IpAddress::toInetAddress).orElse(null);
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(local == null ? new InetSocketAddress(port) : new InetSocketAddress(local, port));
        } catch (IOException e) {
            listener.close();
            throw new IOException(
                    "cannot listen on tcp:" + ip.map(IpAddress::toString).orElse("any") + ":" + port + ": "
                            + e.getMessage(),
                    e);
        }
        CliServer server = new CliServer(listener, commands, patience, nanoClock);
        Thread.ofVirtual().name("cli-accept").start(server::acceptUntilClosed);
        return server;
    }

    /** Where it listens, with the real port. */
    public TransportAddress localAddress() {
        return new TransportAddress(IpAddress.of(listener.getInetAddress()), listener.getLocalPort());
    }

    /** Connections closed unheard because there were too many. */
    public long refusedConnections() {
        return tooMany.count();
    }

    private void acceptUntilClosed() {
        while (!listener.isClosed()) {
            try {
                accept(listener.accept());
            } catch (SocketException e) {
                LOG.debug("CLI: {}", e.getMessage());
            } catch (IOException e) {
                LOG.warn("CLI: cannot accept a connection: {}", e.getMessage());
            }
        }
    }

    private void accept(Socket connection) throws IOException {
        if (!free.tryAcquire()) {
            tooMany.warn(() -> "Too many CLI connections: closing the one from " + connection.getRemoteSocketAddress());
            connection.close();
            return;
        }
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
    }

    private void serve(Socket connection) {
        TransportAddress peer = TransportAddress.of((InetSocketAddress) connection.getRemoteSocketAddress());
        try (connection) {
            Optional<String> line = readLine(connection, peer);
            if (line.isPresent()) {
                LOG.info("Got CLI command from {}: {}", peer, LogText.of(line.get()));
                connection.getOutputStream().write(commands.run(line.get()).getBytes(ISO_8859_1));
                connection.shutdownOutput();
            }
        } catch (IOException e) {
            LOG.debug("CLI connection from {}: {}", peer, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error(e, "A CLI command from {} failed by a fault of the relay", peer);
        } finally {
            open.remove(connection);
            free.release();
        }
    }

    /** The first line that is not empty; the end of the stream ends a line too. */
    private Optional<String> readLine(Socket connection, TransportAddress peer) throws IOException {
        long deadlineNs = nanoClock.getAsLong() + patience.toNanos();
        InputStream in = connection.getInputStream();
        byte[] line = new byte[MAX_LINE_BYTES + 2];
        int length = 0;
        while (true) {
            long leftMs = (deadlineNs - nanoClock.getAsLong()) / 1_000_000;
            if (leftMs <= 0) {
                return Optional.empty();
            }
            connection.setSoTimeout((int) Math.min(leftMs, Integer.MAX_VALUE));
            int count = in.read(line, length, line.length - length);
            length += Math.max(count, 0);
            Optional<String> text = firstLine(new String(line, 0, length, ISO_8859_1), count < 0);
            if (text.isPresent() || count < 0) {
                return text;
            }
            if (length > MAX_LINE_BYTES) {
                tooLong.warn(() -> "Buffer length exceeded in CLI connection from " + peer);
                return Optional.empty();
            }
        }
    }

    private static Optional<String> firstLine(String received, boolean isEnd) {
        int start = 0;
        for (int end = received.indexOf('\n'); end >= 0; end = received.indexOf('\n', start)) {
            String line = received.substring(start, end).strip();
            if (!line.isEmpty()) {
                return Optional.of(line);
            }
            start = end + 1;
        }
        String rest = received.substring(start).strip();
        return isEnd && !rest.isEmpty() ? Optional.of(rest) : Optional.empty();
    }

    /** Stops listening and closes the connections that are open. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            LOG.debug("CLI: close failed: {}", e);
        }
    }
}
