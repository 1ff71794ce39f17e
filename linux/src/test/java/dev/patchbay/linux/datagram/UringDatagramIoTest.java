package dev.patchbay.linux.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.linux.abi.Kernel;
import dev.patchbay.linux.abi.SystemCalls;
import dev.patchbay.net.IpFamily;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class UringDatagramIoTest {

    private static final long OPEN_FILES = 4096;

    @BeforeAll
    static void checkKernel() throws IOException {
        assumeTrue(new UringProbe(Kernel.load()).failure().isEmpty(), "io_uring does not work here");
    }

    abstract static class Uring extends DatagramIoContract {

        Uring(String loopback, String foreign) {
            super(loopback, foreign);
        }

        @Override
        MediaSockets open(SocketOptions options) throws IOException {
            return new UringSockets(Kernel.load(), options, OPEN_FILES);
        }

        @Override
        int receiveBufferBytes(MediaSocket socket) throws IOException {
            return option(socket, SystemCalls.SOL_SOCKET, SystemCalls.SO_RCVBUF);
        }

        @Override
        int trafficClass(MediaSocket socket) throws IOException {
            return socket.local().family() == IpFamily.IPV4
                    ? option(socket, SystemCalls.IPPROTO_IP, SystemCalls.IP_TOS)
                    : option(socket, SystemCalls.IPPROTO_IPV6, SystemCalls.IPV6_TCLASS);
        }

        private static int option(MediaSocket socket, int level, int name) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                return Kernel.load().calls(arena).getOption(((NativeSocket) socket).fd(), level, name);
            }
        }
    }

    @Nested
    class Ipv4 extends Uring {
        Ipv4() {
            super("127.0.0.1", "192.0.2.1");
        }

        @Test
        void shouldLoseNothingWhenTheBuffersRunOut() throws IOException {
            // More than there are buffers, spread so that no socket has to drop any.
            int perSocket = 60;
            List<MediaSocket> targets = new ArrayList<>();
            for (int i = 0; i * perSocket < UringDatagramIo.BUFFERS + 1000; i++) {
                targets.add(attached(i));
            }
            io.poll(0, _ -> {});
            MediaSocket peer = bind();
            for (int round = 0; round < 2; round++) {
                for (MediaSocket target : targets) {
                    for (int i = 0; i < perSocket; i++) {
                        sendFrom(peer, "packet", target.local());
                    }
                }
                int arrived = 0;
                int[] byToken = new int[targets.size()];
                for (int turn = 0; turn < 2000 && arrived < targets.size() * perSocket; turn++) {
                    arrived += io.poll(0, datagram -> byToken[datagram.token()]++);
                }
                assertThat(byToken).containsOnly(perSocket);
            }
            peer.close();
        }

        @Test
        void shouldReceiveAgainAfterManyEmptyDatagrams() throws IOException {
            MediaSocket a = attached(1);
            for (int i = 0; i < 200; i++) {
                sendFrom(a, "", a.local());
                assertThat(receive(1)).extracting(Seen::length).containsExactly(0);
            }
            sendFrom(a, "x", a.local());
            assertThat(receive(1)).extracting(Seen::text).containsExactly("x");
        }

        @Test
        void shouldHandOutTheRestOfATurnInTheNext() throws IOException {
            MediaSocket a = attached(1);
            for (int i = 0; i < 150; i++) {
                sendFrom(a, "n" + i, a.local());
            }
            List<Seen> seen = receive(150);
            for (int i = 0; i < 150; i++) {
                assertThat(seen.get(i).text()).isEqualTo("n" + i);
            }
        }

        @Test
        void shouldGatherAndStillDeliver() throws IOException {
            MediaSocket a = attached(1);
            io.setGathering(500_000);
            for (int i = 0; i < 10; i++) {
                sendFrom(a, "n" + i, a.local());
                assertThat(receive(1)).extracting(Seen::text).containsExactly("n" + i);
            }
            io.setGathering(0);
            sendFrom(a, "at once", a.local());
            assertThat(receive(1)).extracting(Seen::text).containsExactly("at once");
        }
    }

    @Nested
    class Ipv6 extends Uring {
        Ipv6() {
            super("::1", "2001:db8::1");
        }
    }
}
