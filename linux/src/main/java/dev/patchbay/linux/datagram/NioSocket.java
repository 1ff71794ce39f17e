package dev.patchbay.linux.datagram;

import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** A bound socket that is a channel. It remembers the last source and target, so that a stream allocates no addresses. */
final class NioSocket implements MediaSocket {

    private static final int MAX_TRAFFIC_CLASS = 255;

    private final DatagramChannel channel;
    private final TransportAddress local;
    private volatile @Nullable SelectionKey key; // writer: the worker that serves it
    private int token; // owner: the same worker

    private InetSocketAddress lastSource; // owner: the same worker, with the three below
    private TransportAddress lastSourceValue;
    private TransportAddress lastTarget;
    private InetSocketAddress lastTargetAddress;

    NioSocket(DatagramChannel channel, TransportAddress local) {
        this.channel = channel;
        this.local = local;
        this.lastSourceValue = local;
        this.lastSource = local.toInetSocketAddress();
        this.lastTarget = local;
        this.lastTargetAddress = lastSource;
    }

    @Override
    public TransportAddress local() {
        return local;
    }

    @Override
    public void setTrafficClass(int value) {
        if (value < 0 || value > MAX_TRAFFIC_CLASS) {
            throw new IllegalArgumentException("traffic class " + value + " is not within 0..255");
        }
        try {
            channel.setOption(StandardSocketOptions.IP_TOS, value);
        } catch (IOException e) {
            // A refusal (closed meanwhile, only root may use some values) leaves the socket as usable as it was.
        }
    }

    @Override
    public void close() {
        if (key != null) {
            throw new IllegalStateException(local + " is attached: its worker must detach it");
        }
        closeChannel();
    }

    void attached(SelectionKey key, int token) {
        this.token = token;
        this.key = key;
    }

    /** Takes it out of its selector; the channel is closed for good at the selector's next selection. */
    void detach() {
        SelectionKey served = key;
        key = null;
        if (served != null) {
            served.cancel();
        }
        closeChannel();
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAttached() {
        return key != null;
    }

    @SuppressWarnings("ReferenceEquality") // the very selector is meant
    boolean isServedBy(Selector selector) {
        SelectionKey served = key;
        return served != null && served.selector() == selector;
    }

    DatagramChannel channel() {
        return channel;
    }

    int token() {
        return token;
    }

    TransportAddress sourceValue(InetSocketAddress source) {
        if (!source.equals(lastSource)) {
            lastSource = source;
            lastSourceValue = TransportAddress.of(source);
        }
        return lastSourceValue;
    }

    InetSocketAddress targetAddress(TransportAddress target) {
        if (!target.equals(lastTarget)) {
            lastTarget = target;
            lastTargetAddress = target.toInetSocketAddress();
        }
        return lastTargetAddress;
    }
}
