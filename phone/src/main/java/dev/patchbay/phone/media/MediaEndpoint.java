package dev.patchbay.phone.media;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The media side of one call: sockets and the thread {@code phone-media} that owns them and all that is sent and counted. Others tell it what
 * to do through {@link #use}, {@link #press} and {@link #end}; whoever opened it ends it.
 */
public final class MediaEndpoint {

    /** More orders than this never wait: there is one per offer and answer. */
    private static final int MAX_ORDERS = 64;

    private static final int MAX_DATAGRAM_LENGTH = 2048;

    /** Datagrams of one socket taken at once, so that sending keeps its pace under a flood. */
    private static final int MAX_RECEIVED_AT_ONCE = 64;

    private static final long LONGEST_WAIT_MS = 500;

    private final MediaPorts ports;
    private final Selector selector;
    private final LongSupplier clock;
    private final InstantSource wallClock;
    private final RtpSender sender;
    private final RtcpReports reports;
    private final ReceivedStream stream = new ReceivedStream();
    private final AudioReceiver receiver = new AudioReceiver(stream);
    private final BlockingQueue<Runnable> orders = new ArrayBlockingQueue<>(MAX_ORDERS);
    private final CompletableFuture<MediaFigures> figures = new CompletableFuture<>();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_DATAGRAM_LENGTH);
    private @Nullable MediaPlan plan; // owner: phone-media
    private boolean isEnding; // owner: phone-media

    private MediaEndpoint(
            MediaPorts ports,
            Selector selector,
            SentTone tone,
            LongSupplier clock,
            InstantSource wallClock,
            RandomGenerator random) {
        this.ports = ports;
        this.selector = selector;
        this.clock = clock;
        this.wallClock = wallClock;
        sender = new RtpSender(
                random.nextInt(), random.nextInt(1 << 16), random.nextInt(), tone.frequencyHz(), tone.levelDbm0());
        reports = new RtcpReports(sender, stream, "phone-" + Long.toHexString(random.nextLong()), random);
    }

    /**
     * Opens sockets and starts the thread; nothing is sent before the first plan.
     *
     * @param clock nanoseconds, monotonic
     */
    public static MediaEndpoint open(
            IpAddress address, SentTone tone, LongSupplier clock, InstantSource wallClock, RandomGenerator random)
            throws IOException {
        MediaPorts ports = MediaPorts.open(address, random);
        try {
            Selector selector = Selector.open();
            ports.rtp().register(selector, SelectionKey.OP_READ);
            ports.rtcp().register(selector, SelectionKey.OP_READ);
            MediaEndpoint endpoint = new MediaEndpoint(ports, selector, tone, clock, wallClock, random);
            Thread.ofPlatform().name("phone-media").daemon().start(endpoint::run);
            return endpoint;
        } catch (IOException e) {
            ports.close();
            throw e;
        }
    }

    /** The port for RTP, even; RTCP is at the next one. */
    public int port() {
        return ports.port();
    }

    /** Puts a plan in force; the first one starts the stream. */
    public void use(MediaPlan next) {
        order(() -> {
            plan = next;
            receiver.use(next);
            sender.use(next, clock.getAsLong());
            reports.start(clock.getAsLong());
        });
    }

    /** Presses keys one after the other. */
    public void press(String digits) {
        order(() -> sender.press(digits));
    }

    /** Ends the stream and closes the sockets; may be called again. The future is never completed with a failure but for a defect of ours. */
    public CompletableFuture<MediaFigures> end() {
        order(() -> isEnding = true);
        return figures;
    }

    private void order(Runnable order) {
        if (!orders.offer(order) && !figures.isDone()) {
            throw new IllegalStateException("the media thread has not taken " + MAX_ORDERS + " orders");
        }
        selector.wakeup();
    }

    private void run() {
        try (ports;
                selector) {
            while (!isEnding) {
                turn();
            }
            // What the other side sent before it let go, such as its own end.
            receive();
            if (plan != null) {
                reports.end(clock.getAsLong(), wallClock.millis(), this::sendRtcp);
            }
            figures.complete(figures());
        } catch (IOException | RuntimeException e) {
            figures.completeExceptionally(e);
        }
    }

    private void turn() throws IOException {
        long nowNs = clock.getAsLong();
        sender.step(nowNs, this::sendRtp);
        reports.step(nowNs, wallClock.millis(), this::sendRtcp);
        await(Math.min(sender.nextDueNs(), reports.nextDueNs()));
        selector.selectedKeys().clear();
        receive();
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
    }

    /** Until a datagram or an order comes, but at most until then. Wakes up to a millisecond late, never early, and so never in vain. */
    private void await(long untilNs) throws IOException {
        if (untilNs == Long.MAX_VALUE) {
            selector.select(LONGEST_WAIT_MS);
            return;
        }
        long waitNs = untilNs - clock.getAsLong();
        if (waitNs <= 0) {
            selector.selectNow();
        } else {
            selector.select(Math.min(LONGEST_WAIT_MS, (waitNs + 999_999) / 1_000_000));
        }
    }

    /** Takes a datagram; the buffer is the endpoint's again when it returns. */
    private interface Input {
        void accept(ByteBuffer datagram, int length, long nowNs);
    }

    private void receive() throws IOException {
        receive(ports.rtp(), receiver::accept);
        receive(ports.rtcp(), (packet, length, atNs) -> reports.accept(packet, length, atNs, wallClock.millis()));
    }

    private void receive(DatagramChannel channel, Input input) throws IOException {
        for (int i = 0; i < MAX_RECEIVED_AT_ONCE; i++) {
            datagram.clear();
            if (channel.receive(datagram) == null) {
                return;
            }
            int length = datagram.flip().limit();
            input.accept(datagram, length, clock.getAsLong());
        }
    }

    private void sendRtp(ByteBuffer packet) {
        if (plan != null) {
            send(ports.rtp(), packet, plan.rtp());
        }
    }

    private void sendRtcp(ByteBuffer packet) {
        Optional<TransportAddress> target = plan == null ? Optional.empty() : plan.rtcp();
        target.ifPresent(address -> send(ports.rtcp(), packet, address));
    }

    /** A network that does not take a packet has lost it: the other side will say so. */
    private static void send(DatagramChannel channel, ByteBuffer packet, TransportAddress target) {
        try {
            InetSocketAddress address = target.toInetSocketAddress();
            channel.send(packet, address);
        } catch (IOException e) {
            packet.position(packet.limit());
        }
    }

    private MediaFigures figures() {
        return new MediaFigures(
                sender.packetCount(),
                stream.received(),
                stream.expected(),
                stream.duplicates(),
                receiver.jitterMs(),
                reports.sent(),
                reports.received(),
                reports.farLost(),
                reports.roundTripMs(),
                receiver.tone(),
                receiver.digits());
    }
}
