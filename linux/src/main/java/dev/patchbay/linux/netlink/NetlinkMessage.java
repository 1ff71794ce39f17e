package dev.patchbay.linux.netlink;

import dev.patchbay.linux.abi.NetlinkCalls;
import dev.patchbay.linux.abi.SystemCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;

/**
 * {@code struct nlmsghdr} (length, type, flags, sequence number, port), a fixed header of its type, and attributes: length and type of 16
 * bits each, then the value, padded to four bytes. Numbers are in the order of the machine, addresses in that of the network.
 */
final class NetlinkMessage {

    static final int HEADER_BYTES = 16;
    static final int ERROR = 2;
    static final int DONE = 3;
    static final int REQUEST = 1;
    static final int ACKNOWLEDGE = 4;
    static final int DUMP = 0x300;

    private static final int MAX_REQUEST_BYTES = 128;
    private static final int ATTRIBUTE_HEADER_BYTES = 4;
    private static final int TYPE_MASK = 0x3fff;

    private NetlinkMessage() {}

    /**
     * Asks the kernel, which answers at once.
     *
     * @param reader for each message of the answer: its type, its contents behind the header
     * @return 0, or the errno that the kernel answered with, negated
     * @throws IOException when the kernel cannot be asked
     */
    static int exchange(NetlinkCalls calls, ByteBuffer request, BiConsumer<Integer, ByteBuffer> reader) throws IOException {
        boolean isDump = (request.getShort(6) & DUMP) == DUMP;
        int result = calls.send(finish(request));
        if (result < 0) {
            throw new SystemCallException("asking by netlink", result);
        }
        boolean[] ended = new boolean[1];
        int[] refusal = new int[1];
        ByteBuffer answer = calls.receive();
        while (answer.hasRemaining()) {
            forEach(answer, (type, contents) -> {
                ended[0] |= type == DONE || type == ERROR;
                if (type == ERROR && contents.limit() >= Integer.BYTES) {
                    refusal[0] = contents.getInt(0);
                }
                reader.accept(type, contents);
            });
            if (ended[0] || !isDump) {
                break;
            }
            answer = calls.receive();
        }
        return refusal[0];
    }

    /** Begins a request; {@link #finish} ends it. */
    static ByteBuffer request(int type, int flags) {
        return ByteBuffer.allocate(MAX_REQUEST_BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(0)
                .putShort((short) type)
                .putShort((short) (REQUEST | flags))
                .putInt(1)
                .putInt(0);
    }

    static void putAttribute(ByteBuffer message, int type, byte[] value) {
        message.putShort((short) (ATTRIBUTE_HEADER_BYTES + value.length)).putShort((short) type).put(value);
        message.position(aligned(message.position()));
    }

    static ByteBuffer finish(ByteBuffer message) {
        return message.putInt(0, message.position()).flip();
    }

    private static int aligned(int length) {
        return (length + 3) & ~3;
    }

    /**
     * Calls for each message of a datagram with its type and its contents behind the header; stops at what is not sound.
     */
    static void forEach(ByteBuffer datagram, BiConsumer<Integer, ByteBuffer> reader) {
        int at = 0;
        while (at + HEADER_BYTES <= datagram.limit()) {
            int length = datagram.getInt(at);
            if (length < HEADER_BYTES || length > datagram.limit() - at) {
                return;
            }
            ByteBuffer contents =
                    datagram.slice(at + HEADER_BYTES, length - HEADER_BYTES).order(ByteOrder.nativeOrder());
            reader.accept(Short.toUnsignedInt(datagram.getShort(at + 4)), contents);
            at += aligned(length);
        }
    }

    /** Calls for each attribute of a message's contents with its type and value; stops at what is not sound. */
    static void forEachAttribute(ByteBuffer contents, int fixedBytes, BiConsumer<Integer, ByteBuffer> reader) {
        int at = aligned(fixedBytes);
        while (at + ATTRIBUTE_HEADER_BYTES <= contents.limit()) {
            int length = Short.toUnsignedInt(contents.getShort(at));
            if (length < ATTRIBUTE_HEADER_BYTES || length > contents.limit() - at) {
                return;
            }
            ByteBuffer value = contents
                    .slice(at + ATTRIBUTE_HEADER_BYTES, length - ATTRIBUTE_HEADER_BYTES)
                    .order(ByteOrder.nativeOrder());
            reader.accept(contents.getShort(at + 2) & TYPE_MASK, value);
            at += aligned(length);
        }
    }
}
