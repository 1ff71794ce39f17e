package dev.patchbay.dtls;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Sends each ClientHello in two datagrams, as browsers do whose hellos are longer than the MTU. The other datagrams of epoch 0 get new
 * record numbers, so that none is used twice.
 */
final class HelloSplitter implements Function<byte[], List<byte[]>> {

    private static final int RECORD_HEADER = 13;
    private static final int HANDSHAKE_HEADER = 12;
    private static final int SEQUENCE_AT = 5;
    private static final int LENGTH_AT = 11;

    private final Function<List<byte[]>, List<byte[]>> fate;
    private long nextRecord;
    private int hellos;

    /** @param fate what becomes of the two parts of the first hello; those of later ones arrive */
    HelloSplitter(Function<List<byte[]>, List<byte[]>> fate) {
        this.fate = fate;
    }

    @Override
    public synchronized List<byte[]> apply(byte[] datagram) {
        if (ByteBuffer.wrap(datagram).getShort(3) != 0) {
            return List.of(datagram);
        }
        if (!ClientHelloRecord.isBegunBy(datagram)) {
            return List.of(renumbered(datagram));
        }
        List<byte[]> parts = split(datagram);
        return hellos++ == 0 ? fate.apply(parts) : parts;
    }

    private byte[] renumbered(byte[] datagram) {
        byte[] copy = datagram.clone();
        ByteBuffer bytes = ByteBuffer.wrap(copy);
        bytes.putLong(SEQUENCE_AT - 2, nextRecord++);
        return copy;
    }

    private List<byte[]> split(byte[] datagram) {
        int body = datagram.length - RECORD_HEADER - HANDSHAKE_HEADER;
        int half = body / 2;
        List<byte[]> parts = new ArrayList<>();
        parts.add(part(datagram, 0, half));
        parts.add(part(datagram, half, body - half));
        return parts;
    }

    private byte[] part(byte[] datagram, int from, int length) {
        ByteBuffer part = ByteBuffer.allocate(RECORD_HEADER + HANDSHAKE_HEADER + length);
        part.put(datagram, 0, RECORD_HEADER + HANDSHAKE_HEADER);
        part.put(datagram, RECORD_HEADER + HANDSHAKE_HEADER + from, length);
        part.putLong(SEQUENCE_AT - 2, nextRecord++);
        part.putShort(LENGTH_AT, (short) (HANDSHAKE_HEADER + length));
        putThreeBytes(part, RECORD_HEADER + 6, from);
        putThreeBytes(part, RECORD_HEADER + 9, length);
        return part.array();
    }

    private static void putThreeBytes(ByteBuffer buffer, int at, int value) {
        buffer.put(at, (byte) (value >> 16));
        buffer.putShort(at + 1, (short) value);
    }
}
