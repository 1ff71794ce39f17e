package dev.patchbay.linux.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * One {@code struct mmsghdr} with one {@code struct iovec} behind it: an array of the former for recvmmsg and sendmmsg, an
 * array of the latter beside it.
 *
 * <pre>
 *  0 msg_name     8 msg_namelen  16 msg_iov     24 msg_iovlen
 * 32 msg_control 40 msg_controllen 48 msg_flags  56 msg_len      (64 bytes)
 *  0 iov_base     8 iov_len                                      (16 bytes)
 * </pre>
 */
public final class MessageHeader {

    public static final int SIZE = 64;
    public static final int VECTOR_SIZE = 16;

    private static final int MSG_TRUNC = 0x20;

    private static final StructLayout HEADER = MemoryLayout.structLayout(
            ADDRESS.withName("msg_name"),
            JAVA_INT.withName("msg_namelen"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("msg_iov"),
            JAVA_LONG.withName("msg_iovlen"),
            ADDRESS.withName("msg_control"),
            JAVA_LONG.withName("msg_controllen"),
            JAVA_INT.withName("msg_flags"),
            MemoryLayout.paddingLayout(4),
            JAVA_INT.withName("msg_len"),
            MemoryLayout.paddingLayout(4));
    private static final StructLayout VECTOR =
            MemoryLayout.structLayout(ADDRESS.withName("iov_base"), JAVA_LONG.withName("iov_len"));
    private static final long NAME = HEADER.byteOffset(groupElement("msg_name"));
    private static final long NAME_LENGTH = HEADER.byteOffset(groupElement("msg_namelen"));
    private static final long VECTORS = HEADER.byteOffset(groupElement("msg_iov"));
    private static final long VECTOR_COUNT = HEADER.byteOffset(groupElement("msg_iovlen"));
    private static final long FLAGS = HEADER.byteOffset(groupElement("msg_flags"));
    private static final long LENGTH = HEADER.byteOffset(groupElement("msg_len"));
    private static final long BASE = VECTOR.byteOffset(groupElement("iov_base"));
    private static final long BASE_LENGTH = VECTOR.byteOffset(groupElement("iov_len"));

    static {
        Layouts.check("mmsghdr", HEADER, SIZE);
        Layouts.check("iovec", VECTOR, VECTOR_SIZE);
    }

    private MessageHeader() {}

    /** Ties a zeroed header to its address and its vector, once; {@link #setBytes} says which bytes. */
    public static void init(MemorySegment header, MemorySegment address, MemorySegment vector) {
        header.set(ADDRESS, NAME, address);
        header.set(ADDRESS, VECTORS, vector);
        header.set(JAVA_LONG, VECTOR_COUNT, 1);
    }

    /** The length of the address when sending, the room for it before each receive (the kernel overwrites it). */
    public static void setAddressLength(MemorySegment header, int lengthBytes) {
        header.set(JAVA_INT, NAME_LENGTH, lengthBytes);
    }

    public static void setBytes(MemorySegment vector, MemorySegment bytes, int lengthBytes) {
        vector.set(ADDRESS, BASE, bytes);
        vector.set(JAVA_LONG, BASE_LENGTH, lengthBytes);
    }

    /** How many bytes were received. */
    public static int length(MemorySegment header) {
        return header.get(JAVA_INT, LENGTH);
    }

    /** Whether the datagram was longer than its buffer. */
    public static boolean isTruncated(MemorySegment header) {
        return (header.get(JAVA_INT, FLAGS) & MSG_TRUNC) != 0;
    }
}
