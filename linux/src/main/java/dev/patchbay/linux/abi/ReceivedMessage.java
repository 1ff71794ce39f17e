package dev.patchbay.linux.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * What a multishot receive leaves in a provided buffer: a {@code struct io_uring_recvmsg_out}, the source address, the payload. How
 * much room the address has is said by a {@code struct msghdr}, the template, once for all receives.
 */
public final class ReceivedMessage {

    /** Where the source address begins. */
    public static final int SOURCE_AT = 16;
    /** {@link SocketAddress#SIZE}, rounded up for the sake of the payload. */
    public static final int SOURCE_SIZE = 32;
    /** Where the payload begins. */
    public static final int PAYLOAD_AT = SOURCE_AT + SOURCE_SIZE;

    public static final int TEMPLATE_SIZE = 56;

    private static final int MSG_TRUNC = 0x20;

    private static final StructLayout HEADER = MemoryLayout.structLayout(
            JAVA_INT.withName("namelen"),
            JAVA_INT.withName("controllen"),
            JAVA_INT.withName("payloadlen"),
            JAVA_INT.withName("flags"));
    private static final StructLayout TEMPLATE = MemoryLayout.structLayout(
            JAVA_LONG.withName("msg_name"),
            JAVA_INT.withName("msg_namelen"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("msg_iov"),
            JAVA_LONG.withName("msg_iovlen"),
            JAVA_LONG.withName("msg_control"),
            JAVA_LONG.withName("msg_controllen"),
            JAVA_INT.withName("msg_flags"),
            MemoryLayout.paddingLayout(4));
    private static final long FLAGS = HEADER.byteOffset(groupElement("flags"));
    private static final long NAME_LENGTH = TEMPLATE.byteOffset(groupElement("msg_namelen"));

    static {
        Layouts.check("io_uring_recvmsg_out", HEADER, SOURCE_AT);
        Layouts.check("msghdr", TEMPLATE, TEMPLATE_SIZE);
    }

    private ReceivedMessage() {}

    /** @param template zeroed */
    public static void writeTemplate(MemorySegment template) {
        template.set(JAVA_INT, NAME_LENGTH, SOURCE_SIZE);
    }

    /** Whether the datagram was longer than the buffer. */
    public static boolean isTruncated(MemorySegment buffer) {
        return (buffer.get(JAVA_INT, FLAGS) & MSG_TRUNC) != 0;
    }
}
