package dev.patchbay.linux.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.FaultyLinux;
import dev.patchbay.linux.abi.SystemCallException;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Every system call of the epoll tier may fail: nothing leaks, nothing is closed twice, and calls go on. */
@EnabledOnOs(OS.LINUX)
@Timeout(20)
class EpollFaultTest {

    private static final int EBADF = 9;
    private static final int ENOMEM = 12;
    private static final int ENOSPC = 28;
    private static final int ENETUNREACH = 101;
    private static final int ECONNREFUSED = 111;
    private static final TransportAddress ANY = TransportAddress.of("127.0.0.1", 0);

    private final FaultyLinux linux = new FaultyLinux();
    private final EpollSockets sockets = new EpollSockets(linux, SocketOptions.DEFAULT);

    @AfterEach
    void shouldHaveFreedEverything() {
        assertThat(linux.openDescriptors()).isEmpty();
        assertThat(linux.isAllMemoryFree()).isTrue();
    }

    @Test
    void shouldFreeWhatAFailedBindOpened() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "this kernel lacks IPv6");
        EpollSockets withAllOptions = new EpollSockets(linux, new SocketOptions(65_536));
        int failures = 0;
        for (int step = 1; ; step++) {
            linux.failAt(step, Errno.EMFILE);
            try {
                MediaSocket socket = withAllOptions.bind(TransportAddress.of("::", 0));
                socket.close();
                assertThat(linux.hasFailed()).isFalse();
                break;
            } catch (SystemCallException e) {
                failures++;
                assertThat(e).hasMessageEndingWith("[::]:0: EMFILE");
                assertThat(e.errno()).isEqualTo(Errno.EMFILE);
            }
            assertThat(linux.openDescriptors()).isEmpty();
        }
        assertThat(failures).isEqualTo(5); // socket, two options, bind, getsockname
    }

    @Test
    void shouldFreeWhatAFailedOpenOpened() throws IOException {
        int failures = 0;
        for (int step = 1; ; step++) {
            linux.failAt(step, ENOMEM);
            try {
                sockets.openIo().close();
                break;
            } catch (SystemCallException e) {
                failures++;
                assertThat(e).hasMessageEndingWith(": ENOMEM");
            }
            assertThat(linux.openDescriptors()).isEmpty();
            assertThat(linux.isAllMemoryFree()).isTrue();
        }
        assertThat(failures).isEqualTo(3);
    }

    @Test
    void shouldLeaveASocketUsableThatCouldNotBeAttached() throws IOException {
        try (DatagramIo io = sockets.openIo();
                MediaSocket peer = sockets.bind(ANY)) {
            MediaSocket socket = sockets.bind(ANY);
            linux.fail("epollAdd", ENOSPC);
            assertThatThrownBy(() -> io.attach(socket, 1)).isInstanceOf(IOException.class).hasMessageContaining("ENOSPC");
            linux.heal();
            io.attach(socket, 2);
            send(io, peer, "x", socket.local());
            assertThat(tokens(io)).containsExactly(2);
        }
    }

    @Test
    void shouldReportAPollerThatIsBroken() throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            linux.fail("epollWait", EBADF);
            assertThatThrownBy(() -> io.poll(0, _ -> {})).isInstanceOf(IOException.class).hasMessageContaining("EBADF");
        }
    }

    @Test
    void shouldTakeASignalForAnEndOfWaiting() throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            linux.fail("epollWait", Errno.EINTR);
            assertThat(io.poll(1, _ -> {})).isZero();
        }
    }

    @Test
    void shouldReceiveAfterAnErrorOfTheNetwork() throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            MediaSocket socket = sockets.bind(ANY);
            io.attach(socket, 1);
            send(io, socket, "x", socket.local());
            linux.fail("recvmmsg", ECONNREFUSED);
            assertThat(tokens(io)).isEmpty();
            linux.heal();
            assertThat(tokens(io)).containsExactly(1);
            assertThat(io.sendErrors()).isZero();
        }
    }

    @Test
    void shouldCountWhatTheKernelRefusesToSend() throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            MediaSocket socket = sockets.bind(ANY);
            io.attach(socket, 1);
            linux.fail("sendto", ENETUNREACH);
            send(io, socket, "x", socket.local());
            assertThat(io.sendErrors()).isEqualTo(1);
            linux.heal();
            linux.fail("sendmmsg", ENETUNREACH);
            sendThree(io, socket);
            assertThat(io.sendErrors()).isEqualTo(4);
            linux.fail("sendmmsg", Errno.EAGAIN);
            sendThree(io, socket);
            assertThat(io.sendErrors()).isEqualTo(7);
            assertThat(tokens(io)).isEmpty();
            linux.heal();
            sendThree(io, socket);
            assertThat(tokens(io)).hasSize(3);
            assertThat(io.sendErrors()).isEqualTo(7);
        }
    }

    @Test
    void shouldIgnoreATrafficClassTheSystemRefuses() throws IOException {
        try (MediaSocket socket = sockets.bind(ANY)) {
            linux.fail("setOption", Errno.EPERM);
            socket.setTrafficClass(184);
        }
    }

    @Test
    void shouldSignalOnceForManyWakeups() throws IOException {
        DatagramIo io = sockets.openIo();
        for (int i = 0; i < 10; i++) {
            io.wakeup();
        }
        assertThat(linux.signals()).isEqualTo(1);
        assertThat(io.poll(0, _ -> {})).isZero();
        io.wakeup();
        assertThat(linux.signals()).isEqualTo(2);
        io.poll(0, _ -> {});
        io.close();
        io.wakeup();
        assertThat(linux.signals()).isEqualTo(2);
    }

    private static void sendThree(DatagramIo io, MediaSocket socket) {
        Datagram datagram = io.allocate();
        DatagramIoContract.fill(datagram, "x");
        io.send(socket, datagram, socket.local());
        io.send(socket, datagram, socket.local());
        io.send(socket, datagram, socket.local());
        io.flush();
    }

    private static void send(DatagramIo io, MediaSocket socket, String text, TransportAddress target) {
        Datagram datagram = io.allocate();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        datagram.bytes().put(0, bytes);
        datagram.setLength(bytes.length);
        io.send(socket, datagram, target);
        io.flush();
    }

    private static List<Integer> tokens(DatagramIo io) throws IOException {
        List<Integer> tokens = new ArrayList<>();
        io.poll(0, datagram -> tokens.add(datagram.token()));
        return tokens;
    }
}
