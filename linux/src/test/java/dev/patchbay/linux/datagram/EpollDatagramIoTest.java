package dev.patchbay.linux.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.linux.abi.Kernel;
import dev.patchbay.linux.abi.SystemCalls;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class EpollDatagramIoTest {

    abstract static class Epoll extends DatagramIoContract {

        Epoll(String loopback, String foreign) {
            super(loopback, foreign);
        }

        @Override
        MediaSockets open(SocketOptions options) throws IOException {
            return new EpollSockets(options);
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

        static int option(MediaSocket socket, int level, int name) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                return Kernel.load().calls(arena).getOption(((NativeSocket) socket).fd(), level, name);
            }
        }
    }

    @Nested
    class Ipv4 extends Epoll {
        Ipv4() {
            super("127.0.0.1", "192.0.2.1");
        }

        @Test
        void shouldSpreadSocketsOverProcessors() throws IOException {
            MediaSockets spread = open(new SocketOptions(0, 3));
            for (int i = 0; i < 6; i++) {
                try (MediaSocket socket = spread.bind(any())) {
                    assertThat(option(socket, SystemCalls.SOL_SOCKET, SystemCalls.SO_INCOMING_CPU)).isEqualTo(i % 3);
                }
            }
        }

        @Test
        void shouldNameTheErrno() throws IOException {
            assertThatThrownBy(() -> sockets.bind(TransportAddress.of("192.0.2.1", 40000)))
                    .hasMessage("bind 192.0.2.1:40000: EADDRNOTAVAIL");
            try (MediaSocket taken = bind()) {
                assertThatThrownBy(() -> sockets.bind(taken.local()))
                        .hasMessage("bind " + taken.local() + ": EADDRINUSE");
            }
        }
    }

    @Nested
    class Ipv6 extends Epoll {
        Ipv6() {
            super("::1", "2001:db8::1");
        }

        @Test
        void shouldLeaveTheIpv4PortFree() throws IOException {
            try (MediaSocket six = sockets.bind(TransportAddress.of("::", 0));
                    MediaSocket four = sockets.bind(TransportAddress.of("0.0.0.0", six.local().port()))) {
                assertThat(four.local().port()).isEqualTo(six.local().port());
            }
        }
    }
}
