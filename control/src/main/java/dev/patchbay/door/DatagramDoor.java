package dev.patchbay.door;

import dev.patchbay.log.RelayLog;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A UDP socket that answers requests. Whichever of its platform threads has received a datagram works out the reply and sends it from
 * the same socket, while another one receives: nothing is handed from thread to thread, which would cost a sixth of a request.
 * Platform threads also leave the socket in blocking mode, so that receiving is one system call. There are as many as are waiting for
 * something, and a few that wait for datagrams. {@link #close} may be called by any thread.
 */
public final class DatagramDoor implements AutoCloseable {

    /** Requests being worked on, each with a thread; one more is dropped and counted. */
    public static final int MAX_IN_FLIGHT = 512;

    /** Threads that wait for datagrams; one more ends itself. Many, as a burst of requests would else start and end as many threads. */
    private static final int MAX_RECEIVING = 16;

    /** The largest payload that IPv4 carries; an answerer that makes longer replies cuts them itself. */
    public static final int MAX_REPLY_BYTES = 65_507;

    private static final IpAddress ANY_IPV4 = IpAddress.literal("0.0.0.0");
    private static final IpAddress ANY_IPV6 = IpAddress.literal("::");
    private static final int RECEIVE_BUFFER_BYTES = 65_536;
    private static final int SOCKET_BUFFER_BYTES = 1 << 20;
    private static final long CLOSE_WAIT_MS = 1000;

    private final String name;
    private final DatagramAnswerer answerer;
    private final RelayLog log;
    private final DatagramChannel channel;
    private final int maxInFlight;
    private final Semaphore inFlight;
    private final AtomicInteger receiving = new AtomicInteger();
    private final AtomicInteger threadNumber = new AtomicInteger();
    private final LongAdder received = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder overloaded = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private DatagramDoor(
            String name, DatagramChannel channel, DatagramAnswerer answerer, RelayLog log, int maxInFlight) {
        this.name = name;
        this.channel = channel;
        this.answerer = answerer;
        this.log = log;
        this.maxInFlight = maxInFlight;
        this.inFlight = new Semaphore(maxInFlight);
    }

    /**
     * Opens the socket and starts to answer.
     *
     * @param name of the threads, to which a number is added
     * @param ip empty for every IPv4 and IPv6 address of the host
     * @param port 0 picks a free one
     * @param tos type of service or traffic class of the replies, 0..255
     */
    public static DatagramDoor open(
            String name, Optional<IpAddress> ip, int port, int tos, DatagramAnswerer answerer, RelayLog log)
            throws IOException {
        return open(name, ip, port, tos, answerer, log, MAX_IN_FLIGHT);
    }

    static DatagramDoor open(
            String name,
            Optional<IpAddress> ip,
            int port,
            int tos,
            DatagramAnswerer answerer,
            RelayLog log,
            int maxInFlight)
            throws IOException {
        DatagramChannel channel = ip.isPresent() ? bind(ip.get(), port) : bindAny(port);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.IP_TOS, tos);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        DatagramDoor door = new DatagramDoor(name, channel, answerer, log, maxInFlight);
        door.startReceiving();
        return door;
    }

    /** One socket for both families, as Linux has it; a host without IPv6 gets an IPv4 socket. */
    private static DatagramChannel bindAny(int port) throws IOException {
        try {
            return bind(ANY_IPV6, port);
        } catch (IOException | UnsupportedOperationException _) {
            return bind(ANY_IPV4, port);
        }
    }

    private static DatagramChannel bind(IpAddress ip, int port) throws IOException {
        TransportAddress local = new TransportAddress(ip, port);
        DatagramChannel channel = DatagramChannel.open(
                ip.family() == IpFamily.IPV6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.bind(local.toInetSocketAddress());
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on udp:" + local + ": " + e.getMessage(), e);
        }
    }

    /** Where it listens, with the real port. */
    public TransportAddress localAddress() throws IOException {
        return TransportAddress.of((InetSocketAddress) channel.getLocalAddress());
    }

    /** Changes the type of service of the replies to come. */
    public void setTos(int tos) throws IOException {
        channel.setOption(StandardSocketOptions.IP_TOS, tos);
    }

    public DoorCounts counts() {
        return new DoorCounts(received.sum(), answered.sum(), overloaded.sum(), failed.sum());
    }

    /** The thread counts as receiving from here on, so that no second one is started for the same reason. */
    private void startReceiving() {
        receiving.incrementAndGet();
        Thread.ofPlatform().name(name + "-" + threadNumber.getAndIncrement()).daemon().start(this::receiveUntilClosed);
    }

    private void letAnotherReceive() {
        try {
            startReceiving();
        } catch (OutOfMemoryError e) {
            // The system gives no more threads: this one receives again when it has answered.
            receiving.decrementAndGet();
            log.warn("{}: no further thread to receive requests: {}", name, e.getMessage());
        }
    }

    private void receiveUntilClosed() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(RECEIVE_BUFFER_BYTES);
        do {
            receiveOne(buffer);
        } while (channel.isOpen() && mayReceiveAgain());
    }

    private boolean mayReceiveAgain() {
        if (receiving.incrementAndGet() <= MAX_RECEIVING) {
            return true;
        }
        receiving.decrementAndGet();
        return false;
    }

    /** Receives a datagram and answers it; meanwhile somebody else receives. */
    private void receiveOne(ByteBuffer buffer) {
        byte[] datagram;
        InetSocketAddress source;
        try {
            buffer.clear();
            source = (InetSocketAddress) channel.receive(buffer);
            datagram = new byte[buffer.flip().remaining()];
            buffer.get(datagram);
        } catch (IOException e) {
            receiving.decrementAndGet();
            if (channel.isOpen()) {
                // An ICMP error of an earlier reply, for instance: nothing to do with the next request.
                log.debug("{}: receive failed: {}", name, e);
            }
            return;
        }
        received.increment();
        if (!inFlight.tryAcquire()) {
            overloaded.increment();
            receiving.decrementAndGet();
            return;
        }
        if (receiving.decrementAndGet() == 0) {
            letAnotherReceive();
        }
        answerOne(datagram, source);
    }

    private void answerOne(byte[] datagram, InetSocketAddress source) {
        try {
            Optional<byte[]> reply = answerer.answer(datagram, TransportAddress.of(source));
            if (reply.isPresent()) {
                answered.increment();
                channel.send(ByteBuffer.wrap(reply.get()), source);
            }
        } catch (ClosedChannelException _) {
            // Closing: the client retransmits to whoever comes next.
        } catch (IOException e) {
            failed.increment();
            log.warn("{}: no reply to {}: {}", name, source, e.getMessage());
        } catch (RuntimeException e) {
            failed.increment();
            log.error(e, "{}: request from {} failed", name, source);
        } finally {
            inFlight.release();
        }
    }

    /** Stops receiving at once and gives requests in flight a second to end; their replies are lost. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
            if (!inFlight.tryAcquire(maxInFlight, CLOSE_WAIT_MS, TimeUnit.MILLISECONDS)) {
                log.warn("{}: closed with requests still being worked on", name);
            } else {
                inFlight.release(maxInFlight);
            }
        } catch (IOException e) {
            log.debug("{}: close failed: {}", name, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
