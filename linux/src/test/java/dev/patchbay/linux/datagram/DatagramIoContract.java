package dev.patchbay.linux.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link MediaSockets} must do, run over each tier and each IP family. Everything happens on the loopback device. */
@Timeout(20)
abstract class DatagramIoContract {

    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Longer than the tests' timeout: who waits so long has failed. */
    private static final long LONG_WAIT_NS = TimeUnit.SECONDS.toNanos(30);
    /** A turn may be without datagrams, as sockets come and go. */
    private static final int MOST_TURNS = 500;

    /** What a handler saw, kept beyond its return. */
    record Seen(int token, String text, int length, boolean isTruncated, TransportAddress source) {}

    private final IpAddress loopback;
    private final TransportAddress foreign;
    MediaSockets sockets;
    DatagramIo io;

    DatagramIoContract(String loopback, String foreign) {
        this.loopback = IpAddress.literal(loopback);
        this.foreign = TransportAddress.of(foreign, 40000);
    }

    abstract MediaSockets open(SocketOptions options) throws IOException;

    /** A receive buffer as the kernel holds it, in bytes; the kernel doubles what is asked for. */
    abstract int receiveBufferBytes(MediaSocket socket) throws IOException;

    abstract int trafficClass(MediaSocket socket) throws IOException;

    @BeforeEach
    void openIo() throws IOException {
        assumeTrue(isLocal(loopback), "this host lacks " + loopback);
        sockets = open(SocketOptions.DEFAULT);
        io = sockets.openIo();
    }

    private static boolean isLocal(IpAddress ip) {
        try (DatagramSocket _ = new DatagramSocket(0, ip.toInetAddress())) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    @AfterEach
    void closeIo() {
        if (io != null) {
            io.close();
        }
    }

    // --- binding ---

    @Test
    void shouldTellTheRealPortOfASocketBoundToAny() throws IOException {
        try (MediaSocket socket = bind()) {
            assertThat(socket.local().ip()).isEqualTo(loopback);
            assertThat(socket.local().port()).isPositive();
        }
    }

    @Test
    void shouldRefuseAPortThatIsTaken() throws IOException {
        try (MediaSocket first = bind()) {
            assertThatThrownBy(() -> sockets.bind(first.local()))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(first.local().toString());
        }
    }

    @Test
    void shouldRefuseAnAddressOfAnotherHost() {
        assertThatThrownBy(() -> sockets.bind(foreign))
                .isInstanceOf(AddressNotLocalException.class)
                .hasMessageContaining(foreign.toString());
    }

    @Test
    void shouldGiveThePortBackWhenASocketIsClosedUnattached() throws IOException {
        MediaSocket socket = bind();
        socket.close();
        socket.close();
        sockets.bind(socket.local()).close();
    }

    @Test
    void shouldGiveThePortBackWhenDetached() throws IOException {
        TransportAddress local;
        MediaSocket socket = bind();
        local = socket.local();
        for (int i = 0; i < 200; i++) {
            io.attach(socket, i);
            release(socket);
            socket = sockets.bind(local);
        }
        socket.close();
    }

    @Test
    void shouldGiveManyPortsBackWithinATurn() throws IOException {
        for (int round = 0; round < 3; round++) {
            List<MediaSocket> many = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                many.add(attached(i));
                sendFrom(many.getFirst(), "on the way", many.get(i).local());
            }
            io.poll(0, _ -> {});
            many.forEach(io::detach);
            for (int turn = 0; turn < MOST_TURNS && !many.stream().allMatch(MediaSocket::isReleased); turn++) {
                assertThat(io.poll(0, _ -> {})).isZero();
            }
            for (MediaSocket socket : many) {
                sockets.bind(socket.local()).close();
            }
        }
    }

    @Test
    void shouldOnlyCloseASocketThatWasNeverAttached() throws IOException {
        MediaSocket socket = bind();
        io.detach(socket);
        sockets.bind(socket.local()).close();
    }

    @Test
    void shouldRefuseToCloseASocketThatAWorkerServes() throws IOException {
        MediaSocket socket = attached(1);
        assertThatThrownBy(socket::close).isInstanceOf(IllegalStateException.class);
        MediaSocket peer = bind();
        sendFrom(peer, "still here", socket.local());
        assertThat(receive(1)).extracting(Seen::text).containsExactly("still here");
        peer.close();
    }

    @Test
    void shouldRefuseToAttachTwiceOrClosed() throws IOException {
        MediaSocket socket = attached(1);
        assertThatThrownBy(() -> io.attach(socket, 2)).isInstanceOf(IllegalStateException.class);
        MediaSocket closed = bind();
        closed.close();
        assertThatThrownBy(() -> io.attach(closed, 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldSetTheReceiveBufferWhenAsked() throws IOException {
        int asked = 16_384;
        int defaultBytes;
        try (MediaSocket socket = bind()) {
            defaultBytes = receiveBufferBytes(socket);
        }
        try (MediaSocket socket = open(new SocketOptions(asked)).bind(any())) {
            assertThat(receiveBufferBytes(socket)).isBetween(asked, 2 * asked).isLessThan(defaultBytes);
        }
    }

    @Test
    void shouldSetTheTrafficClass() throws IOException {
        MediaSocket socket = attached(1);
        socket.setTrafficClass(184);
        assertThat(trafficClass(socket)).isEqualTo(184);
        socket.setTrafficClass(0);
        assertThat(trafficClass(socket)).isZero();
        assertThatThrownBy(() -> socket.setTrafficClass(256)).isInstanceOf(IllegalArgumentException.class);
        io.detach(socket);
        socket.setTrafficClass(184); // too late, and no harm
    }

    // --- receiving and sending ---

    @Test
    void shouldHandOutWhatArrivesWithTokenAndSource() throws IOException {
        MediaSocket a = attached(7);
        MediaSocket b = attached(Integer.MAX_VALUE);
        sendFrom(a, "from a", b.local());
        sendFrom(b, "from b", a.local());
        assertThat(receive(2))
                .containsExactlyInAnyOrder(
                        new Seen(Integer.MAX_VALUE, "from a", 6, false, a.local()),
                        new Seen(7, "from b", 6, false, b.local()));
        assertThat(io.poll(0, _ -> {})).isZero();
        assertThat(io.sendErrors()).isZero();
    }

    @Test
    void shouldCompareSources() throws IOException {
        MediaSocket a = attached(1);
        MediaSocket b = attached(2);
        sendFrom(a, "x", b.local());
        int port = a.local().port();
        TransportAddress otherIp = TransportAddress.of(foreign.ip().toString(), port);
        TransportAddress otherFamily = TransportAddress.of(loopback.family().sdpName().equals("IP4") ? "::1" : "127.0.0.1", port);
        receive(1, datagram -> {
            assertThat(datagram.isFrom(a.local())).isTrue();
            assertThat(datagram.isFrom(new TransportAddress(loopback, port ^ 1))).isFalse();
            assertThat(datagram.isFrom(otherIp)).isFalse();
            assertThat(datagram.isFrom(otherFamily)).isFalse();
            assertThat(datagram.isFromIp(new TransportAddress(loopback, 0))).isTrue();
            assertThat(datagram.isFromIp(otherIp)).isFalse();
            assertThat(datagram.isFromIp(otherFamily)).isFalse();
            assertThat(datagram.sourcePort()).isEqualTo(port);
            assertThat(datagram.copySource()).isEqualTo(a.local());
        });
    }

    @Test
    void shouldFollowASourceThatChanges() throws IOException {
        MediaSocket target = attached(1);
        MediaSocket a = bind();
        MediaSocket b = bind();
        for (int i = 0; i < 4; i++) {
            sendFrom(i % 2 == 0 ? a : b, "n" + i, target.local());
        }
        assertThat(receive(4)).extracting(Seen::source).containsExactly(a.local(), b.local(), a.local(), b.local());
        a.close();
        b.close();
    }

    @Test
    void shouldGiveDirectBigEndianBuffersOfTheFullCapacity() throws IOException {
        MediaSocket a = attached(1);
        sendFrom(a, "\0\0\1\2", a.local());
        receive(1, datagram -> {
            ByteBuffer bytes = datagram.bytes();
            assertThat(bytes.isDirect()).isTrue();
            assertThat(bytes.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
            assertThat(bytes.capacity()).isEqualTo(Datagram.MAX_LENGTH);
            assertThat(bytes.getInt(0)).isEqualTo(0x0102);
        });
    }

    @Test
    void shouldHandOutAnEmptyDatagram() throws IOException {
        MediaSocket a = attached(3);
        sendFrom(a, "", a.local());
        assertThat(receive(1)).containsExactly(new Seen(3, "", 0, false, a.local()));
        assertThat(io.sendErrors()).isZero();
    }

    @Test
    void shouldKeepTheLongestDatagramWhole() throws IOException {
        MediaSocket a = attached(3);
        String longest = "x".repeat(Datagram.MAX_LENGTH);
        sendFrom(a, longest, a.local());
        assertThat(receive(1)).containsExactly(new Seen(3, longest, Datagram.MAX_LENGTH, false, a.local()));
    }

    @Test
    void shouldFlagADatagramThatIsTooLong() throws IOException {
        MediaSocket a = attached(3);
        try (DatagramSocket peer = new DatagramSocket(0, loopback.toInetAddress())) {
            peer.send(new DatagramPacket(
                    new byte[Datagram.MAX_LENGTH + 1], Datagram.MAX_LENGTH + 1, a.local().toInetSocketAddress()));
        }
        sendFrom(a, "short again", a.local());
        assertThat(receive(2))
                .extracting(Seen::length, Seen::isTruncated)
                .containsExactly(
                        tuple(Datagram.MAX_LENGTH, true),
                        tuple(11, false));
    }

    @Test
    void shouldForwardAReceivedDatagramToSeveralTargets() throws IOException {
        MediaSocket in = attached(0);
        MediaSocket out = attached(1);
        MediaSocket left = attached(2);
        MediaSocket right = attached(3);
        MediaSocket peer = bind();
        for (int i = 0; i < 5; i++) {
            sendFrom(peer, "packet " + i, in.local());
        }
        List<Seen> seen = new ArrayList<>();
        for (int turn = 0; turn < MOST_TURNS && seen.size() < 10; turn++) {
            io.poll(WAIT_NS, datagram -> {
                if (datagram.token() == 0) {
                    io.send(out, datagram, left.local());
                    io.send(out, datagram, right.local());
                } else {
                    seen.add(seen(datagram));
                }
            });
            io.flush();
        }
        assertThat(seen).filteredOn(s -> s.token() == 2).extracting(Seen::text)
                .containsExactly("packet 0", "packet 1", "packet 2", "packet 3", "packet 4");
        assertThat(seen).filteredOn(s -> s.token() == 3).extracting(Seen::text)
                .containsExactly("packet 0", "packet 1", "packet 2", "packet 3", "packet 4");
        assertThat(seen).extracting(Seen::source).containsOnly(out.local());
        peer.close();
    }

    @Test
    void shouldSendACopyBesideTheOriginal() throws IOException {
        MediaSocket in = attached(0);
        MediaSocket target = attached(1);
        sendFrom(in, "original", in.local());
        receive(1, datagram -> {
            io.send(in, datagram, target.local());
            Datagram copy = io.copy(datagram);
            assertThat(copy).isNotNull();
            assertThat(seen(copy)).isEqualTo(seen(datagram));
            copy.bytes().put(0, (byte) 'O');
            copy.setLength(3);
            io.send(in, copy, target.local());
        });
        assertThat(receive(2)).extracting(Seen::text).containsExactly("original", "Ori");
    }

    @Test
    void shouldLimitTheSparesOfATurnAndRenewThemWhenFlushed() throws IOException {
        for (int turn = 0; turn < 3; turn++) {
            int count = 0;
            for (Datagram spare = io.allocate(); spare != null; spare = io.allocate()) {
                assertThat(spare.length()).isZero();
                assertThat(spare.token()).isEqualTo(Datagram.NO_TOKEN);
                assertThat(spare.sourcePort()).isZero();
                assertThat(spare.isFrom(new TransportAddress(loopback, 0))).isFalse();
                assertThat(spare.isTruncated()).isFalse();
                assertThatThrownBy(spare::copySource).isInstanceOf(IllegalStateException.class);
                spare.setLength(5);
                count++;
            }
            assertThat(count).isEqualTo(256);
            io.flush();
            assertThat(io.copy(io.allocate())).isNotNull();
            io.flush();
        }
    }

    @Test
    void shouldKeepSparesWhenAFullQueueFlushesByItself() throws IOException {
        MediaSocket a = attached(1);
        Datagram kept = io.allocate();
        fill(kept, "kept");
        Datagram many = io.allocate();
        fill(many, "many");
        for (int i = 0; i < 150; i++) {
            io.send(a, many, a.local());
        }
        Datagram later = io.allocate();
        fill(later, "later");
        io.send(a, kept, a.local());
        io.flush();
        List<Seen> seen = receive(151);
        assertThat(seen).hasSize(151);
        assertThat(seen.getLast().text()).isEqualTo("kept");
    }

    @Test
    void shouldRefuseLengthsThatDoNotFit() {
        Datagram datagram = io.allocate();
        assertThatThrownBy(() -> datagram.setLength(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> datagram.setLength(Datagram.MAX_LENGTH + 1)).isInstanceOf(IllegalArgumentException.class);
        datagram.setLength(Datagram.MAX_LENGTH);
        assertThat(datagram.length()).isEqualTo(Datagram.MAX_LENGTH);
    }

    @Test
    void shouldSendWhatIsQueuedAtTheNextPollToo() throws IOException {
        MediaSocket a = attached(1);
        Datagram datagram = io.allocate();
        fill(datagram, "not flushed");
        io.send(a, datagram, a.local());
        assertThat(receive(1)).extracting(Seen::text).containsExactly("not flushed");
    }

    // --- detaching ---

    @Test
    void shouldHandOutNothingOnceDetached() throws IOException {
        MediaSocket a = attached(1);
        MediaSocket peer = bind();
        sendFrom(peer, "too late", a.local());
        io.detach(a);
        assertThat(io.poll(0, _ -> {})).isZero();
        peer.close();
    }

    @Test
    void shouldStopInTheMiddleOfABatchWhenTheHandlerDetaches() throws IOException {
        MediaSocket a = attached(1);
        MediaSocket b = attached(2);
        MediaSocket peer = bind();
        for (int i = 0; i < 8; i++) {
            sendFrom(peer, "a" + i, a.local());
            sendFrom(peer, "b" + i, b.local());
        }
        List<Integer> tokens = new ArrayList<>();
        for (int turn = 0; turn < MOST_TURNS && tokens.isEmpty(); turn++) {
            io.poll(WAIT_NS, datagram -> {
                tokens.add(datagram.token());
                io.detach(a);
                io.detach(b);
            });
        }
        assertThat(io.poll(0, _ -> {})).isZero();
        assertThat(tokens).hasSize(1);
        peer.close();
    }

    @Test
    void shouldNotSendFromANewSocketWhatWasQueuedForADetachedOne() throws IOException {
        MediaSocket old = attached(1);
        TransportAddress oldLocal = old.local();
        MediaSocket target = attached(2);
        Datagram datagram = io.allocate();
        fill(datagram, "before");
        io.send(old, datagram, target.local());
        io.detach(old);
        MediaSocket next = attached(3);
        io.send(old, datagram, target.local());
        assertThat(receive(1)).containsExactly(new Seen(2, "before", 6, false, oldLocal));
        assertThat(io.poll(0, _ -> {})).isZero();
        assertThat(io.sendErrors()).isEqualTo(1);
        assertThat(next.local()).isNotEqualTo(target.local());
    }

    @Test
    void shouldSayWhenDatagramsWereTakenFromTheKernel() throws IOException {
        MediaSocket a = attached(1);
        MediaSocket b = attached(2);
        sendFrom(a, "first", a.local());
        List<String> events = new ArrayList<>();
        DatagramHandler handler = new DatagramHandler() {
            @Override
            public void onReceived() {
                events.add("received");
            }

            @Override
            public void onDatagram(Datagram datagram) {
                events.add(seen(datagram).text());
            }
        };
        receive(1, handler);
        assertThat(events.indexOf("received")).isLessThan(events.indexOf("first"));
        sendFrom(a, "detached meanwhile", b.local());
        DatagramHandler detaching = new DatagramHandler() {
            @Override
            public void onReceived() {
                io.detach(b);
            }

            @Override
            public void onDatagram(Datagram datagram) {
                throw new AssertionError("handed out");
            }
        };
        assertThat(io.poll(0, detaching)).isZero();
        assertThat(io.poll(0, detaching)).isZero();
    }

    @Test
    void shouldGiveANewTokenToASocketInTheOldOnesPlace() throws IOException {
        MediaSocket old = attached(1);
        TransportAddress local = old.local();
        release(old);
        MediaSocket next = sockets.bind(local);
        io.attach(next, 2);
        sendFrom(next, "x", local);
        assertThat(receive(1)).extracting(Seen::token).containsExactly(2);
    }

    @Test
    void shouldCloseAttachedSocketsWithThePoller() throws IOException {
        MediaSocket a = attached(1);
        io.close();
        io.close();
        sockets.bind(a.local()).close();
        io.wakeup(); // a late one must not hit a descriptor of somebody else
    }

    @Test
    void shouldRefuseToWorkWhenClosed() throws IOException {
        io.close();
        assertThatThrownBy(() -> io.poll(0, _ -> {})).isInstanceOf(IllegalStateException.class);
        MediaSocket socket = bind();
        assertThatThrownBy(() -> io.attach(socket, 1)).isInstanceOf(IllegalStateException.class);
        socket.close();
    }

    // --- what the network does ---

    @Test
    void shouldCountATargetThatCannotBeReached() throws IOException {
        MediaSocket a = attached(1);
        Datagram datagram = io.allocate();
        fill(datagram, "x");
        io.send(a, datagram, new TransportAddress(loopback, 0)); // port 0 is nobody's
        io.flush();
        io.poll(0, _ -> {});
        assertThat(io.sendErrors()).isEqualTo(1);
        TransportAddress otherFamily = TransportAddress.of(loopback.family().sdpName().equals("IP4") ? "::1" : "127.0.0.1", 9);
        io.send(a, datagram, otherFamily);
        io.send(a, datagram, a.local());
        io.send(a, datagram, otherFamily);
        io.flush();
        assertThat(receive(1)).extracting(Seen::text).containsExactly("x");
        assertThat(io.sendErrors()).isEqualTo(3);
    }

    @Test
    void shouldIgnoreThatAPeerIsGone() throws IOException {
        MediaSocket a = attached(1);
        MediaSocket gone = bind();
        gone.close();
        for (int i = 0; i < 3; i++) {
            sendFrom(a, "to nobody", gone.local()); // answered with ICMP port unreachable
            assertThat(io.poll(0, _ -> {})).isZero();
        }
        sendFrom(a, "to itself", a.local());
        assertThat(receive(1)).extracting(Seen::text).containsExactly("to itself");
        assertThat(io.sendErrors()).isZero();
    }

    @Test
    void shouldBoundATurnAndStarveNobody() throws IOException {
        int quietCount = 20;
        MediaSocket flooded = attached(0);
        List<MediaSocket> quiet = new ArrayList<>();
        for (int i = 1; i <= quietCount; i++) {
            quiet.add(attached(i));
        }
        MediaSocket peer = bind();
        Set<Integer> heard = new HashSet<>();
        int[] ofFlooded = {0};
        for (int i = 0; i < 200; i++) {
            sendFrom(peer, "flood", flooded.local());
        }
        for (MediaSocket socket : quiet) {
            sendFrom(peer, "quiet", socket.local());
        }
        int turns = 0;
        while (heard.size() < quietCount && turns < MOST_TURNS) {
            int handedOut = io.poll(WAIT_NS, datagram -> {
                if (datagram.token() == 0) {
                    ofFlooded[0]++;
                } else {
                    heard.add(datagram.token());
                }
            });
            assertThat(handedOut).isLessThanOrEqualTo(64);
            turns++;
        }
        assertThat(heard).hasSize(quietCount);
        assertThat(ofFlooded[0]).isLessThan(100);
        peer.close();
    }

    @Test
    void shouldServeTwoThousandSockets() throws IOException {
        int count = 2000;
        Map<Integer, MediaSocket> served = new HashMap<>();
        for (int i = 0; i < count; i++) {
            served.put(i, attached(i));
        }
        MediaSocket peer = bind();
        for (int round = 0; round < 2; round++) {
            Set<Integer> heard = new HashSet<>();
            for (int i = 0; i < count; i++) {
                sendFrom(peer, "n" + i, served.get(i).local());
                // Small groups, so that the test does not depend on how much a socket buffer takes.
                if (i % 100 == 99) {
                    for (Seen seen : receive(100)) {
                        assertThat(seen.text()).isEqualTo("n" + seen.token());
                        heard.add(seen.token());
                    }
                }
            }
            assertThat(heard).hasSize(count);
            for (int i = 0; i < count; i += 2) { // half of them change places
                io.detach(served.get(i));
                served.put(i, attached(i));
            }
        }
        peer.close();
    }

    // --- waiting ---

    @Test
    void shouldNotWaitWithoutATimeout() throws IOException {
        attached(1);
        assertThat(io.poll(0, _ -> {})).isZero();
    }

    @Test
    void shouldReturnWhenTheTimeoutIsOver() throws IOException {
        attached(1);
        assertThat(io.poll(1, _ -> {})).isZero();
        assertThat(io.poll(TimeUnit.MILLISECONDS.toNanos(3), _ -> {})).isZero();
    }

    @Test
    void shouldWakeFromAnotherThread() throws Exception {
        for (int i = 0; i < 100; i++) {
            Thread waker = Thread.ofPlatform().start(() -> io.wakeup());
            assertThat(io.poll(LONG_WAIT_NS, _ -> {})).isZero();
            assertThat(Thread.currentThread().isInterrupted()).as("timed out").isFalse();
            waker.join();
        }
    }

    @Test
    void shouldNotLoseAWakeupThatComesBeforeThePoll() throws IOException {
        io.wakeup();
        io.wakeup();
        io.detach(attached(1));
        assertThat(io.poll(LONG_WAIT_NS, _ -> {})).isZero();
        io.wakeup();
        assertThat(io.poll(LONG_WAIT_NS, _ -> {})).isZero();
    }

    @Test
    void shouldStillWakeAfterTheHandlerFailed() throws Exception {
        MediaSocket a = attached(1);
        sendFrom(a, "x", a.local());
        io.wakeup();
        assertThatThrownBy(() -> io.poll(LONG_WAIT_NS, _ -> {
                    throw new UnsupportedOperationException();
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        io.wakeup();
        assertThat(io.poll(LONG_WAIT_NS, _ -> {})).isZero();
        Thread waker = Thread.ofPlatform().start(() -> io.wakeup());
        assertThat(io.poll(LONG_WAIT_NS, _ -> {})).isZero();
        waker.join();
    }

    @Test
    void shouldWakeForADatagram() throws Exception {
        MediaSocket a = attached(1);
        Thread peer = Thread.ofPlatform().start(() -> {
            try (DatagramSocket socket = new DatagramSocket(0, loopback.toInetAddress())) {
                socket.send(new DatagramPacket(new byte[] {1}, 1, a.local().toInetSocketAddress()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(io.poll(LONG_WAIT_NS, _ -> {})).isEqualTo(1);
        peer.join();
    }

    @Test
    void shouldRunTwoPollersOnTwoThreads() throws Exception {
        int rounds = 2000;
        MediaSocket here = attached(1);
        MediaSocket there = bind();
        DatagramIo other = sockets.openIo();
        Thread echo = Thread.ofPlatform().start(() -> echo(other, there, rounds));
        int echoed = 0;
        for (int i = 0; i < rounds; i++) {
            sendFrom(here, "ping " + i, there.local());
            List<Seen> seen = receive(1);
            assertThat(seen).extracting(Seen::text).containsExactly("ping " + i);
            assertThat(seen).extracting(Seen::source).containsExactly(there.local());
            echoed++;
        }
        echo.join();
        assertThat(echoed).isEqualTo(rounds);
    }

    /** On a thread of its own from the first use to the last, as a worker does. */
    private static void echo(DatagramIo io, MediaSocket socket, int rounds) {
        int[] done = {0};
        try {
            io.attach(socket, 2);
            while (done[0] < rounds) {
                io.poll(LONG_WAIT_NS, datagram -> {
                    io.send(socket, datagram, datagram.copySource());
                    done[0]++;
                });
                io.flush();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            io.close();
        }
    }

    // --- words for the tests ---

    TransportAddress any() {
        return new TransportAddress(loopback, 0);
    }

    MediaSocket bind() throws IOException {
        return sockets.bind(any());
    }

    MediaSocket attached(int token) throws IOException {
        MediaSocket socket = bind();
        io.attach(socket, token);
        return socket;
    }

    /** Detaches a socket and waits until its port is free. */
    void release(MediaSocket socket) throws IOException {
        io.detach(socket);
        for (int turn = 0; turn < MOST_TURNS && !socket.isReleased(); turn++) {
            assertThat(io.poll(0, _ -> {})).isZero();
        }
        assertThat(socket.isReleased()).isTrue();
    }

    static void fill(Datagram datagram, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        datagram.bytes().put(0, bytes);
        datagram.setLength(bytes.length);
    }

    void sendFrom(MediaSocket socket, String text, TransportAddress target) {
        Datagram datagram = io.allocate();
        fill(datagram, text);
        io.send(socket, datagram, target);
        io.flush();
    }

    private static Seen seen(Datagram datagram) {
        byte[] bytes = new byte[datagram.length()];
        datagram.bytes().get(0, bytes);
        return new Seen(
                datagram.token(),
                new String(bytes, StandardCharsets.ISO_8859_1),
                datagram.length(),
                datagram.isTruncated(),
                datagram.copySource());
    }

    List<Seen> receive(int count) throws IOException {
        List<Seen> seen = new ArrayList<>();
        receive(count, datagram -> seen.add(seen(datagram)));
        return seen;
    }

    void receive(int count, DatagramHandler handler) throws IOException {
        int received = 0;
        for (int turn = 0; turn < MOST_TURNS && received < count; turn++) {
            received += io.poll(WAIT_NS, handler);
        }
        assertThat(received).isEqualTo(count);
    }
}
