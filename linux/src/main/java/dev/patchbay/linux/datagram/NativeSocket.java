package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.Descriptor;
import dev.patchbay.linux.abi.Linux;
import dev.patchbay.linux.abi.SystemCalls;
import dev.patchbay.net.TransportAddress;
import java.lang.foreign.Arena;
import org.jspecify.annotations.Nullable;

/** A bound socket that is a file descriptor. */
final class NativeSocket implements MediaSocket {

    private static final int MAX_TRAFFIC_CLASS = 255;

    private final Linux linux;
    private final Descriptor descriptor;
    private final TransportAddress local;
    private volatile @Nullable DatagramIo server; // writer: the worker that serves it
    private int slot; // owner: the same worker
    private int token; // owner: the same worker

    NativeSocket(Linux linux, int fd, TransportAddress local) {
        this.linux = linux;
        this.descriptor = new Descriptor(linux, fd);
        this.local = local;
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
        if (!descriptor.acquire()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls calls = linux.calls(arena);
            // A refusal (only root may use some values) leaves the socket as usable as it was.
            int _ = switch (local.family()) {
                case IPV4 -> calls.setOption(descriptor.fd(), SystemCalls.IPPROTO_IP, SystemCalls.IP_TOS, value);
                case IPV6 -> calls.setOption(descriptor.fd(), SystemCalls.IPPROTO_IPV6, SystemCalls.IPV6_TCLASS, value);
            };
        } finally {
            descriptor.release();
        }
    }

    @Override
    public void close() {
        if (server != null) {
            throw new IllegalStateException(local + " is attached: its worker must detach it");
        }
        descriptor.close();
    }

    /** From now on served by this poller, at this place of its table. */
    void attached(DatagramIo server, int slot, int token) {
        this.slot = slot;
        this.token = token;
        this.server = server;
    }

    void detached() {
        server = null;
    }

    /** Keeps the descriptor from being given back although it is closed, until {@link #letGo}. */
    void hold() {
        if (!descriptor.acquire()) {
            throw new IllegalStateException(local + " is closed");
        }
    }

    void letGo() {
        descriptor.release();
    }

    @Override
    public boolean isReleased() {
        return descriptor.isGivenBack();
    }

    @SuppressWarnings("ReferenceEquality") // the very poller is meant
    boolean isServedBy(DatagramIo io) {
        return server == io;
    }

    boolean isAttached() {
        return server != null;
    }

    boolean isClosed() {
        return descriptor.isClosed();
    }

    int fd() {
        return descriptor.fd();
    }

    int slot() {
        return slot;
    }

    int token() {
        return token;
    }
}
