package dev.patchbay.linux.bpf;

import dev.patchbay.linux.abi.BpfAttributes;
import dev.patchbay.linux.abi.BpfCalls;
import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.SystemCallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A map of the kernel. It lives until it is closed here and no program uses it. Any thread but for {@link #close}. */
public final class BpfMap implements AutoCloseable {

    /** The kinds in use; the numbers are the kernel's. */
    enum Type {
        HASH(1, 0),
        SHARED_ARRAY(2, 1 << 10);

        private final int number;
        private final int flags;

        Type(int number, int flags) {
            this.number = number;
            this.flags = flags;
        }
    }

    private static final long PAGE_BYTES = 4096;

    private final BpfCalls calls;
    private final String name;
    private final int fd;
    private final int valueBytes;
    private final int entries;
    private final Arena arena = Arena.ofShared();
    private boolean closed;

    private BpfMap(BpfCalls calls, String name, int fd, int valueBytes, int entries) {
        this.calls = calls;
        this.name = name;
        this.fd = fd;
        this.valueBytes = valueBytes;
        this.entries = entries;
    }

    static BpfMap create(Bpf bpf, Type type, String name, int keyBytes, int valueBytes, int entries)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            BpfAttributes attributes = new BpfAttributes(BpfAttributes.MAP, arena)
                    .set("map_type", type.number)
                    .set("key_size", keyBytes)
                    .set("value_size", valueBytes)
                    .set("max_entries", entries)
                    .set("map_flags", type.flags)
                    .setName("map_name", name);
            int fd = bpf.check("creating map " + name, BpfAttributes.MAP_CREATE, attributes);
            return new BpfMap(bpf.calls(), name, fd, valueBytes, entries);
        }
    }

    int fd() {
        return fd;
    }

    /**
     * The values of a shared array, one behind the other; valid until {@link #close}.
     *
     * @throws IOException when the memory cannot be shared
     */
    public MemorySegment shareValues() throws IOException {
        long length = Math.ceilDiv((long) valueBytes * entries, PAGE_BYTES) * PAGE_BYTES;
        return calls.share(fd, length, arena);
    }

    /**
     * Puts a value in, over a former one of the same key.
     *
     * @return false when the map is full
     * @throws IOException for any other failure
     */
    public boolean put(byte[] key, byte[] value) throws IOException {
        int result = element(BpfAttributes.MAP_UPDATE_ELEMENT, key, value);
        if (result == -Errno.E2BIG) {
            return false;
        }
        check("writing", result);
        return true;
    }

    /** Fills in the value. @return false when there is none */
    public boolean get(byte[] key, byte[] value) throws IOException {
        int result = element(BpfAttributes.MAP_LOOKUP_ELEMENT, key, value);
        if (result == -Errno.ENOENT) {
            return false;
        }
        check("reading", result);
        return true;
    }

    /** @return false when there was none */
    public boolean remove(byte[] key) throws IOException {
        int result = delete(key);
        if (result == -Errno.ENOENT) {
            return false;
        }
        check("removing from", result);
        return true;
    }

    private int delete(byte[] key) {
        try (Arena confined = Arena.ofConfined()) {
            BpfAttributes attributes = new BpfAttributes(BpfAttributes.ELEMENT, confined)
                    .set("map_fd", fd)
                    .set("key", confined.allocateFrom(ValueLayout.JAVA_BYTE, key));
            return calls.call(BpfAttributes.MAP_DELETE_ELEMENT, attributes.memory());
        }
    }

    private void check(String operation, int result) throws IOException {
        if (result < 0) {
            throw new SystemCallException(operation + " map " + name, result);
        }
    }

    private int element(int command, byte[] key, byte[] value) {
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment keyMemory = confined.allocateFrom(ValueLayout.JAVA_BYTE, key);
            MemorySegment valueMemory = confined.allocateFrom(ValueLayout.JAVA_BYTE, value);
            BpfAttributes attributes = new BpfAttributes(BpfAttributes.ELEMENT, confined)
                    .set("map_fd", fd)
                    .set("key", keyMemory)
                    .set("value", valueMemory);
            int result = calls.call(command, attributes.memory());
            MemorySegment.copy(valueMemory, ValueLayout.JAVA_BYTE, 0, value, 0, value.length);
            return result;
        }
    }

    /** Idempotent. Shared memory is gone afterwards. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            arena.close();
            calls.close(fd);
        }
    }
}
