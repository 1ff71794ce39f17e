package dev.patchbay.linux.datagram;

import dev.patchbay.net.TransportAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A datagram in a direct buffer, with its source as a value that is shared by the datagrams of a stream. Owner thread only. */
final class NioDatagram implements ReusableDatagram<NioDatagram> {

    /** One byte more than is kept: how a datagram that is too long shows. */
    private final ByteBuffer room = ByteBuffer.allocateDirect(MAX_LENGTH + 1);

    private final ByteBuffer bytes = room.slice(0, MAX_LENGTH);
    private final ByteBuffer outgoing = room.duplicate();
    private @Nullable TransportAddress source;
    private int token;
    private int length;
    private boolean isTruncated;

    /** Empty, to be received into. */
    ByteBuffer receiveBuffer() {
        return room.clear();
    }

    /** It now holds what was received into {@link #receiveBuffer}. */
    void received(int token, TransportAddress source) {
        this.token = token;
        this.source = source;
        this.length = Math.min(room.position(), MAX_LENGTH);
        this.isTruncated = room.position() > MAX_LENGTH;
    }

    /** Positioned to be sent. */
    ByteBuffer sendBuffer() {
        return outgoing.limit(length).position(0);
    }

    @Override
    public void clear() {
        token = NO_TOKEN;
        length = 0;
        isTruncated = false;
        source = null;
    }

    @Override
    public void copyFrom(NioDatagram other) {
        token = other.token;
        length = other.length;
        isTruncated = other.isTruncated;
        source = other.source;
        bytes.put(0, other.bytes, 0, length);
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
        return address.equals(source);
    }

    @Override
    public boolean isFromIp(TransportAddress address) {
        return source != null && source.ip().equals(address.ip());
    }

    @Override
    public int sourcePort() {
        return source == null ? 0 : source.port();
    }

    @Override
    public TransportAddress copySource() {
        if (source == null) {
            throw new IllegalStateException("no source: the datagram was allocated");
        }
        return source;
    }
}
