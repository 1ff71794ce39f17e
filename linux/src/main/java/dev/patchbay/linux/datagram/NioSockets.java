package dev.patchbay.linux.datagram;

import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/**
 * Media sockets of the JDK: for systems where system calls cannot be made. Differences: an IPv6 wildcard socket takes IPv4 too,
 * errors carry the system's text rather than the errno name, and a worker's thread must not be interrupted, because the JDK
 * then closes the channel it is using.
 */
public final class NioSockets implements MediaSockets {

    /** What the C library says of EADDRNOTAVAIL; the JDK gives nothing else to tell it by. */
    private static final String NOT_LOCAL = "Cannot assign requested address";

    private final SocketOptions options;

    public NioSockets(SocketOptions options) {
        this.options = options;
    }

    @Override
    public MediaSocket bind(TransportAddress local) throws IOException {
        ProtocolFamily family =
                switch (local.family()) {
                    case IPV4 -> StandardProtocolFamily.INET;
                    case IPV6 -> StandardProtocolFamily.INET6;
                };
        DatagramChannel channel = open(family, local);
        boolean isDone = false;
        try {
            channel.configureBlocking(false);
            if (options.receiveBufferBytes() > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferBytes());
            }
            channel.bind(local.toInetSocketAddress());
            TransportAddress bound =
                    local.port() != 0 ? local : new TransportAddress(local.ip(), channel.socket().getLocalPort());
            isDone = true;
            return new NioSocket(channel, bound);
        } catch (BindException e) {
            String message = "bind " + local + ": " + e.getMessage();
            BindException named = message.endsWith(NOT_LOCAL)
                    ? new AddressNotLocalException(message)
                    : new BindException(message);
            named.initCause(e);
            throw named;
        } catch (IOException e) {
            throw new IOException("bind " + local + ": " + e.getMessage(), e);
        } finally {
            if (!isDone) {
                channel.close();
            }
        }
    }

    private static DatagramChannel open(ProtocolFamily family, TransportAddress local) throws IOException {
        try {
            return DatagramChannel.open(family);
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException("socket for " + local + ": " + e.getMessage(), e);
        }
    }

    @Override
    public DatagramIo openIo() throws IOException {
        return new NioDatagramIo();
    }

    @Override
    public String tier() {
        return MediaTier.NIO.optionName();
    }
}
