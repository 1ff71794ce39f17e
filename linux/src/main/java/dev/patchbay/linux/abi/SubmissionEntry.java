package dev.patchbay.linux.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct io_uring_sqe}, as one of an array: each method writes one request whole. All memory that a request names by address
 * belongs to the caller, who keeps it until the kernel has taken the entry (the received-into buffers: until they are given back).
 *
 * <pre>
 *  0 opcode  1 flags  2 ioprio  4 fd      8 off or addr2   16 addr      24 len  28 op_flags
 * 32 user_data  40 buf_group  42 personality  44 file_index or addr_len  48 addr3  56 unused      (64 bytes)
 * </pre>
 */
public final class SubmissionEntry {

    public static final int SIZE = 64;

    private static final int OP_POLL_ADD = 6;
    private static final int OP_RECVMSG = 10;
    private static final int OP_ASYNC_CANCEL = 14;
    private static final int OP_CLOSE = 19;
    private static final int OP_FILES_UPDATE = 20;
    private static final int OP_SEND = 26;

    /** The descriptor is an index into the registered files. */
    private static final int FIXED_FILE = 1;
    /** The kernel picks a provided buffer. */
    private static final int BUFFER_SELECT = 1 << 5;
    /** Only a failure makes a completion. */
    private static final int SKIP_SUCCESS = 1 << 6;

    private static final int RECEIVE_MULTISHOT = 1 << 1;
    private static final int POLL_MULTISHOT = 1;
    private static final int POLL_IN = 1;
    private static final int CANCEL_ALL = 1;
    private static final int CANCEL_ANY = 1 << 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int NO_DESCRIPTOR = -1;

    private static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_BYTE.withName("opcode"),
            JAVA_BYTE.withName("flags"),
            JAVA_SHORT.withName("ioprio"),
            JAVA_INT.withName("fd"),
            JAVA_LONG.withName("off"),
            JAVA_LONG.withName("addr"),
            JAVA_INT.withName("len"),
            JAVA_INT.withName("op_flags"),
            JAVA_LONG.withName("user_data"),
            JAVA_SHORT.withName("buf_group"),
            JAVA_SHORT.withName("personality"),
            JAVA_INT.withName("file_index"),
            JAVA_LONG.withName("addr3"),
            JAVA_LONG.withName("unused"));
    private static final long OPCODE = LAYOUT.byteOffset(groupElement("opcode"));
    private static final long FLAGS = LAYOUT.byteOffset(groupElement("flags"));
    private static final long PRIORITY = LAYOUT.byteOffset(groupElement("ioprio"));
    private static final long FD = LAYOUT.byteOffset(groupElement("fd"));
    private static final long OFFSET = LAYOUT.byteOffset(groupElement("off"));
    private static final long ADDRESS = LAYOUT.byteOffset(groupElement("addr"));
    private static final long LENGTH = LAYOUT.byteOffset(groupElement("len"));
    private static final long OP_FLAGS = LAYOUT.byteOffset(groupElement("op_flags"));
    private static final long USER_DATA = LAYOUT.byteOffset(groupElement("user_data"));
    private static final long BUFFER_GROUP = LAYOUT.byteOffset(groupElement("buf_group"));
    private static final long PERSONALITY = LAYOUT.byteOffset(groupElement("personality"));
    /** The index of a file, plus one; the first half is the length of an address in a send. */
    private static final long FILE_INDEX = LAYOUT.byteOffset(groupElement("file_index"));

    private static final long ADDRESS_3 = LAYOUT.byteOffset(groupElement("addr3"));
    private static final long UNUSED = LAYOUT.byteOffset(groupElement("unused"));

    static {
        Layouts.check("io_uring_sqe", LAYOUT, SIZE);
    }

    private SubmissionEntry() {}

    /**
     * Receives datagrams until it is cancelled or fails, each into a provided buffer as {@link ReceivedMessage}.
     *
     * @param at where the entry begins, in bytes; so in all methods
     * @param file index of a registered file
     * @param template see {@link ReceivedMessage#writeTemplate}
     */
    public static void receive(MemorySegment entries, long at, int file, long template, int bufferGroup, long userData) {
        head(entries, at, OP_RECVMSG, FIXED_FILE | BUFFER_SELECT, RECEIVE_MULTISHOT, file);
        body(entries, at, 0, template, 1, 0, userData);
        entries.set(JAVA_SHORT, at + BUFFER_GROUP, (short) bufferGroup);
    }

    /**
     * Sends a datagram, at once or not at all; only a failure makes a completion.
     *
     * @param isRegistered whether {@code file} is the index of a registered file, not a descriptor
     * @param target address of the sockaddr
     */
    public static void send(
            MemorySegment entries,
            long at,
            int file,
            boolean isRegistered,
            long bytes,
            int lengthBytes,
            long target,
            int targetLengthBytes,
            long userData) {
        head(entries, at, OP_SEND, isRegistered ? FIXED_FILE | SKIP_SUCCESS : SKIP_SUCCESS, 0, file);
        body(entries, at, target, bytes, lengthBytes, MSG_DONTWAIT, userData);
        entries.set(JAVA_INT, at + FILE_INDEX, targetLengthBytes);
    }

    /** Makes a completion each time a descriptor becomes readable. */
    public static void pollReadable(MemorySegment entries, long at, int fd, long userData) {
        head(entries, at, OP_POLL_ADD, 0, 0, fd);
        body(entries, at, 0, 0, POLL_MULTISHOT, POLL_IN, userData);
    }

    /** Ends the request that has this {@code target} for its user data; only a failure makes a completion. */
    public static void cancel(MemorySegment entries, long at, long target, long userData) {
        head(entries, at, OP_ASYNC_CANCEL, SKIP_SUCCESS, 0, NO_DESCRIPTOR);
        body(entries, at, 0, target, 0, 0, userData);
    }

    /** Ends all requests of the ring; its completion has their number. */
    public static void cancelAll(MemorySegment entries, long at, long userData) {
        head(entries, at, OP_ASYNC_CANCEL, 0, 0, NO_DESCRIPTOR);
        body(entries, at, 0, 0, 0, CANCEL_ALL | CANCEL_ANY, userData);
    }

    /**
     * Puts a descriptor into the table of registered files; only a failure makes a completion.
     *
     * @param descriptor address of an int that holds it
     */
    public static void registerFile(MemorySegment entries, long at, int file, long descriptor, long userData) {
        head(entries, at, OP_FILES_UPDATE, SKIP_SUCCESS, 0, NO_DESCRIPTOR);
        body(entries, at, file, descriptor, 1, 0, userData);
    }

    /** Takes a registered file out of the table. */
    public static void closeFile(MemorySegment entries, long at, int file, long userData) {
        head(entries, at, OP_CLOSE, 0, 0, 0);
        body(entries, at, 0, 0, 0, 0, userData);
        entries.set(JAVA_INT, at + FILE_INDEX, file + 1);
    }

    private static void head(MemorySegment entries, long at, int opcode, int flags, int priority, int fd) {
        entries.set(JAVA_BYTE, at + OPCODE, (byte) opcode);
        entries.set(JAVA_BYTE, at + FLAGS, (byte) flags);
        entries.set(JAVA_SHORT, at + PRIORITY, (short) priority);
        entries.set(JAVA_INT, at + FD, fd);
    }

    private static void body(
            MemorySegment entries, long at, long offset, long address, int length, int opFlags, long userData) {
        entries.set(JAVA_LONG, at + OFFSET, offset);
        entries.set(JAVA_LONG, at + ADDRESS, address);
        entries.set(JAVA_INT, at + LENGTH, length);
        entries.set(JAVA_INT, at + OP_FLAGS, opFlags);
        entries.set(JAVA_LONG, at + USER_DATA, userData);
        entries.set(JAVA_SHORT, at + BUFFER_GROUP, (short) 0);
        entries.set(JAVA_SHORT, at + PERSONALITY, (short) 0);
        entries.set(JAVA_INT, at + FILE_INDEX, 0);
        entries.set(JAVA_LONG, at + ADDRESS_3, 0);
        entries.set(JAVA_LONG, at + UNUSED, 0);
    }
}
