package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.SocketAddress;
import dev.patchbay.net.TransportAddress;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** A datagram in native memory, whose source is left in the sockaddr the kernel wrote. Owner thread only. */
final class NativeDatagram implements ReusableDatagram<NativeDatagram> {

    private final MemorySegment memory;
    private final long address;
    private final ByteBuffer bytes;
    private final MemorySegment source;
    private int token;
    private int length;
    private boolean isTruncated;

    /**
     * @param memory {@link Datagram#MAX_LENGTH} bytes
     * @param source {@link SocketAddress#SIZE} bytes
     */
    NativeDatagram(MemorySegment memory, MemorySegment source) {
        this.memory = memory;
        this.address = memory.address();
        this.bytes = memory.asByteBuffer();
        this.source = source;
    }

    /** It now holds what the kernel has just written. */
    void received(int length, boolean isTruncated) {
        this.length = length;
        this.isTruncated = isTruncated;
    }

    void setToken(int token) {
        this.token = token;
    }

    @Override
    public void clear() {
        token = NO_TOKEN;
        length = 0;
        isTruncated = false;
        SocketAddress.clear(source);
    }

    @Override
    public void copyFrom(NativeDatagram other) {
        token = other.token;
        length = other.length;
        isTruncated = other.isTruncated;
        MemorySegment.copy(other.memory, 0, memory, 0, other.length);
        MemorySegment.copy(other.source, 0, source, 0, SocketAddress.SIZE);
    }

    /** Of the first byte. */
    long address() {
        return address;
    }

    MemorySegment memory() {
        return memory;
    }

    @Override
    public int token() {
        return token;
    }

    @Override
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void setLength(int length) {
        if (length < 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("a datagram of " + length + " bytes");
        }
        this.length = length;
    }

    @Override
    public boolean isTruncated() {
        return isTruncated;
    }

    @Override
    public boolean isFrom(TransportAddress address) {
        return SocketAddress.port(source) == address.port() && SocketAddress.hasIp(source, address.ip());
    }

    @Override
    public boolean isFromIp(TransportAddress address) {
        return SocketAddress.hasIp(source, address.ip());
    }

    @Override
    public int sourcePort() {
        return SocketAddress.port(source);
    }

    @Override
    public TransportAddress copySource() {
        return SocketAddress.read(source);
    }
}
