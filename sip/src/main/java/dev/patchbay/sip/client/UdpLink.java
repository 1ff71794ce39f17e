package dev.patchbay.sip.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/**
 * One connected UDP socket per node. Connected, so that the kernel drops what comes from strangers and tells when nobody listens
 * at the relay's port.
 */
final class UdpLink implements RelayLink {

    /** The largest payload of a UDP datagram over IPv4. */
    static final int MAX_DATAGRAM = 65_507;

    private final DatagramChannel channel;
    private final Events events;
    private final ByteBuffer received = ByteBuffer.allocate(MAX_DATAGRAM); // owner: relay-reader

    UdpLink(InetSocketAddress relay, ClientOptions options, DatagramReader reader, Events events) throws IOException {
        this.events = events;
        channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            if (options.trafficClass().isPresent()) {
                channel.setOption(
                        StandardSocketOptions.IP_TOS, options.trafficClass().getAsInt());
            }
            if (options.localAddress().isPresent()) {
                channel.bind(new InetSocketAddress(options.localAddress().get(), 0));
            }
            channel.connect(relay);
            reader.register(channel, this);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void send(String cookie, byte[] payload) {
        byte[] message = new Envelope(cookie, payload).toBytes();
        if (message.length > MAX_DATAGRAM) {
            events.onFailure(
                    cookie, ExchangeFailure.TOO_LONG, message.length + " bytes, " + MAX_DATAGRAM + " are possible");
            return;
        }
        try {
            // A full send buffer gives 0: as if the datagram were lost, the next try comes.
            channel.write(ByteBuffer.wrap(message));
        } catch (ClosedChannelException _) {
            events.onFailure(cookie, ExchangeFailure.CLOSED, "the client is closed");
        } catch (IOException e) {
            events.onBroken(e);
        }
    }

    /** relay-reader only. */
    void onReadable() {
        while (true) {
            received.clear();
            try {
                if (channel.read(received) <= 0) {
                    return;
                }
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                events.onBroken(e);
                return;
            }
            Envelope.open(received.array(), 0, received.position())
                    .ifPresentOrElse(reply -> events.onReply(reply.cookie(), reply.payload()), events::onStray);
        }
    }

    @Override
    public boolean isLossy() {
        return true;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
