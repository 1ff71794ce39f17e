package dev.patchbay.sim;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.net.TransportAddress;
import java.nio.ByteBuffer;

final class SimDatagram implements Datagram {

    private static final TransportAddress NOWHERE = TransportAddress.of("0.0.0.0", 0);

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_LENGTH);
    private TransportAddress source = NOWHERE;
    private int token;
    private int length;
    private boolean truncated;

    void fill(SimNetwork.Packet packet, int socketToken) {
        length = Math.min(packet.bytes().length, MAX_LENGTH);
        truncated = packet.bytes().length > MAX_LENGTH;
        bytes.put(0, packet.bytes(), 0, length);
        source = packet.source();
        token = socketToken;
    }

    void clear() {
        length = 0;
        truncated = false;
        source = NOWHERE;
        token = -1;
    }

    void copyFrom(SimDatagram other) {
        bytes.put(0, other.bytes, 0, other.length);
        length = other.length;
        truncated = other.truncated;
        source = other.source;
        token = other.token;
    }

    byte[] toBytes() {
        byte[] copy = new byte[length];
        bytes.get(0, copy);
        return copy;
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
    public void setLength(int newLength) {
        length = newLength;
    }

    @Override
    public boolean isTruncated() {
        return truncated;
    }

    @Override
    public boolean isFrom(TransportAddress address) {
        return source.equals(address);
    }

    @Override
    public boolean isFromIp(TransportAddress address) {
        return source.ip().equals(address.ip());
    }

    @Override
    public int sourcePort() {
        return source.port();
    }

    @Override
    public TransportAddress copySource() {
        return new TransportAddress(source.ip(), source.port());
    }
}
