package dev.patchbay.linux.datagram;

import java.io.IOException;
import java.net.StandardSocketOptions;
import org.junit.jupiter.api.Nested;

class NioDatagramIoTest {

    abstract static class Nio extends DatagramIoContract {

        Nio(String loopback, String foreign) {
            super(loopback, foreign);
        }

        @Override
        MediaSockets open(SocketOptions options) {
            return new NioSockets(options);
        }

        @Override
        int receiveBufferBytes(MediaSocket socket) throws IOException {
            return ((NioSocket) socket).channel().getOption(StandardSocketOptions.SO_RCVBUF);
        }

        @Override
        int trafficClass(MediaSocket socket) throws IOException {
            return ((NioSocket) socket).channel().getOption(StandardSocketOptions.IP_TOS);
        }
    }

    @Nested
    class Ipv4 extends Nio {
        Ipv4() {
            super("127.0.0.1", "192.0.2.1");
        }
    }

    @Nested
    class Ipv6 extends Nio {
        Ipv6() {
            super("::1", "2001:db8::1");
        }
    }
}
