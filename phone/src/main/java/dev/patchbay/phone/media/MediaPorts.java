package dev.patchbay.phone.media;

import dev.patchbay.net.IpAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.random.RandomGenerator;

/** A pair of sockets: RTP at an even port, RTCP at the next one (RFC 3550, section 11). Closed by its {@link MediaEndpoint}. */
final class MediaPorts implements Closeable {

    private static final int LOWEST = 16384;
    private static final int PAIRS = 8192;
    private static final int ATTEMPTS = 50;

    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;
    private final int port;

    private MediaPorts(DatagramChannel rtp, DatagramChannel rtcp, int port) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.port = port;
    }

    /** @throws IOException if no pair was free, or the address is not this machine's */
    static MediaPorts open(IpAddress address, RandomGenerator random) throws IOException {
        IOException failure = new IOException("no attempt");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = LOWEST + 2 * random.nextInt(PAIRS);
            try {
                return openPair(address, port);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new IOException("no pair of UDP ports could be opened at " + address + ": " + failure.getMessage(), failure);
    }

    private static MediaPorts openPair(IpAddress address, int port) throws IOException {
        DatagramChannel rtp = open(address, port);
        try {
            return new MediaPorts(rtp, open(address, port + 1), port);
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    private static DatagramChannel open(IpAddress address, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                switch (address.family()) {
                    case IPV4 -> StandardProtocolFamily.INET;
                    case IPV6 -> StandardProtocolFamily.INET6;
                });
        try {
            channel.bind(new InetSocketAddress(address.toInetAddress(), port)).configureBlocking(false);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    DatagramChannel rtp() {
        return rtp;
    }

    DatagramChannel rtcp() {
        return rtcp;
    }

    /** Of RTP. */
    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        rtp.close();
        rtcp.close();
    }
}
