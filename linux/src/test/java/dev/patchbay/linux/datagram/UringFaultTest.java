package dev.patchbay.linux.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.FaultyLinux;
import dev.patchbay.linux.abi.Kernel;
import dev.patchbay.linux.abi.SystemCallException;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Every system call of the io_uring tier may fail: nothing leaks, nothing is closed twice, and calls go on. */
@EnabledOnOs(OS.LINUX)
@Timeout(20)
class UringFaultTest {

    private static final int EBADF = 9;
    private static final int PLACES = 4;
    private static final TransportAddress ANY = TransportAddress.of("127.0.0.1", 0);

    private final FaultyLinux linux = new FaultyLinux();
    private final UringSockets sockets = new UringSockets(linux, SocketOptions.DEFAULT, PLACES);

    @BeforeAll
    static void checkKernel() throws IOException {
        assumeTrue(new UringProbe(Kernel.load()).failure().isEmpty(), "io_uring does not work here");
    }

    @AfterEach
    void shouldHaveFreedEverything() {
        assertThat(linux.openDescriptors()).isEmpty();
        assertThat(linux.isAllMemoryFree()).isTrue();
    }

    @Test
    void shouldFreeWhatAFailedOpenOpened() throws IOException {
        List<String> failures = new ArrayList<>();
        for (int step = 1; ; step++) {
            linux.failAt(step, Errno.ENOMEM);
            try {
                sockets.openIo().close();
                break;
            } catch (SystemCallException e) {
                failures.add(e.getMessage());
            }
            assertThat(linux.openDescriptors()).isEmpty();
            assertThat(linux.isAllMemoryFree()).isTrue();
        }
        assertThat(failures).hasSize(8).allSatisfy(text -> assertThat(text).endsWith(": ENOMEM"));
    }

    @Test
    void shouldDoWithoutWhatOlderKernelsLack() throws IOException {
        // The first attempt to open asks for what came with Linux 6.6.
        linux.failAt(1, Errno.EINVAL);
        try (DatagramIo io = sockets.openIo()) {
            MediaSocket socket = sockets.bind(ANY);
            io.attach(socket, 7);
            for (int i = 0; i < 1000; i++) { // several times round the queue, whose table of indexes matters here
                send(io, socket, socket.local());
                assertThat(tokens(io)).containsExactly(7);
            }
        }
    }

    @Test
    void shouldRefuseMoreSocketsThanTheTableHolds() throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            List<MediaSocket> served = new ArrayList<>();
            for (int i = 0; i < PLACES; i++) {
                served.add(sockets.bind(ANY));
                io.attach(served.get(i), i);
            }
            MediaSocket tooMany = sockets.bind(ANY);
            assertThatThrownBy(() -> io.attach(tooMany, PLACES))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no room for " + tooMany.local() + " among 4 registered files");
            io.detach(served.getFirst());
            while (!served.getFirst().isReleased()) {
                io.poll(0, _ -> {});
            }
            io.attach(tooMany, PLACES);
            send(io, tooMany, tooMany.local());
            assertThat(tokens(io)).containsExactly(PLACES);
        }
    }

    @Test
    void shouldReportAPollerThatIsBroken() throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            io.poll(0, _ -> {});
            linux.fail("ringEnter", EBADF);
            assertThatThrownBy(() -> io.poll(0, _ -> {})).isInstanceOf(IOException.class).hasMessageContaining("EBADF");
            linux.heal();
        }
    }

    @Test
    void shouldTakeASignalForAnEndOfWaiting() throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            linux.fail("ringEnter", Errno.EINTR);
            assertThat(io.poll(1, _ -> {})).isZero();
            linux.heal();
        }
    }

    @Test
    void shouldKeepWhatTheKernelHadNoMemoryFor() throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            MediaSocket socket = sockets.bind(ANY);
            io.attach(socket, 1);
            linux.fail("ringEnter", Errno.ENOMEM);
            for (int i = 0; i < 20; i++) {
                send(io, socket, socket.local());
                assertThat(io.poll(0, _ -> {})).isZero();
            }
            linux.heal();
            assertThat(tokens(io)).hasSize(20);
            assertThat(io.sendErrors()).isZero();
        }
    }

    @Test
    void shouldDropAndCountWhatDoesNotFitWhileTheKernelTakesNothing() throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            MediaSocket socket = sockets.bind(ANY);
            io.attach(socket, 1);
            io.poll(0, _ -> {});
            linux.fail("ringEnter", Errno.EAGAIN);
            int more = 100;
            Datagram datagram = io.allocate();
            datagram.setLength(1);
            for (int i = 0; i < 512 + more; i++) {
                io.send(socket, datagram, socket.local());
            }
            assertThat(io.sendErrors()).isEqualTo(more);
            linux.heal();
            int arrived = 0;
            for (int turn = 0; turn < 100; turn++) {
                arrived += io.poll(0, _ -> {});
            }
            assertThat(arrived).isPositive();
            assertThat(io.sendErrors()).isEqualTo(more);
        }
    }

    @Test
    void shouldCloseASocketWhoseReleaseHadToWait() throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            MediaSocket socket = sockets.bind(ANY);
            MediaSocket sender = sockets.bind(ANY);
            io.attach(socket, 1);
            io.attach(sender, 2);
            io.poll(0, _ -> {});
            linux.fail("ringEnter", Errno.EAGAIN);
            Datagram datagram = io.allocate();
            for (int i = 0; i < 600; i++) { // the queue is full: nothing can be asked of the kernel now
                io.send(sender, datagram, sender.local());
            }
            io.detach(socket);
            assertThat(socket.isReleased()).isFalse();
            linux.heal();
            for (int turn = 0; turn < 100 && !socket.isReleased(); turn++) {
                io.poll(0, d -> assertThat(d.token()).isEqualTo(2));
            }
            sockets.bind(socket.local()).close();
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

    private static void send(DatagramIo io, MediaSocket socket, TransportAddress target) {
        Datagram datagram = io.allocate();
        DatagramIoContract.fill(datagram, "x");
        io.send(socket, datagram, target);
        io.flush();
    }

    private static List<Integer> tokens(DatagramIo io) throws IOException {
        List<Integer> tokens = new ArrayList<>();
        io.poll(0, datagram -> tokens.add(datagram.token()));
        return tokens;
    }
}
