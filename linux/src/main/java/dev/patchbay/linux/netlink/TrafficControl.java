package dev.patchbay.linux.netlink;

import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.NetlinkCalls;
import dev.patchbay.linux.abi.SystemCallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * eBPF programs as filters of traffic control: kind {@code bpf}, direct action, behind the qdisc {@code clsact} of an interface, as
 * {@code tc-bpf(8)} makes them. Works on every kernel that can forward, but nothing ends with the process: what was added stays until it
 * is removed. For one thread at a time.
 */
public final class TrafficControl implements AutoCloseable {

    /** Where packets meet a filter. */
    public enum Direction {
        INGRESS(0xffff_fff2),
        EGRESS(0xffff_fff3);

        private final int parent;

        Direction(int parent) {
            this.parent = parent;
        }
    }

    /**
     * A filter.
     *
     * @param name given by whoever added it
     * @param programId as the kernel counts programs
     */
    public record Filter(String name, int programId) {}

    /** Of all filters added here, side by side with different handles; "PB", so that it is nobody else's by chance. */
    static final int PRIORITY = 0x5042;

    private static final int NEW_QDISC = 36;
    private static final int DELETE_QDISC = 37;
    private static final int NEW_FILTER = 44;
    private static final int DELETE_FILTER = 45;
    private static final int GET_FILTER = 46;
    private static final int EXCLUSIVE = 0x200;
    private static final int CREATE = 0x400;

    private static final int CLSACT_HANDLE = 0xffff_0000;
    private static final int CLSACT_PARENT = 0xffff_fff1;
    /** Packets of every protocol, in network order. */
    private static final int ALL_PROTOCOLS = Integer.reverseBytes(3) >>> 16;

    /** {@code struct tcmsg}: family and padding, interface, handle, parent, priority and protocol. */
    private static final int TC_BYTES = 20;

    private static final int KIND = 1;
    private static final int OPTIONS = 2;
    private static final int BPF_FD = 6;
    private static final int BPF_NAME = 7;
    private static final int BPF_FLAGS = 8;
    private static final int BPF_FLAGS_GENERAL = 9;
    private static final int BPF_ID = 11;
    private static final int DIRECT_ACTION = 1;
    private static final int NOT_IN_HARDWARE = 1;

    private final NetlinkCalls calls;

    private TrafficControl(NetlinkCalls calls) {
        this.calls = calls;
    }

    /** @throws IOException when native calls cannot be made, or with the errno name */
    public static TrafficControl open() throws IOException {
        return new TrafficControl(NetlinkCalls.open(0));
    }

    /** Gives an interface its {@code clsact}. @return false when it has one already */
    public boolean addClsact(int interfaceIndex) throws IOException {
        int result = NetlinkMessage.exchange(calls, addClsactMessage(interfaceIndex), (_, _) -> {});
        if (result == -Errno.EEXIST) {
            return false;
        }
        check("adding clsact to interface " + interfaceIndex, result);
        return true;
    }

    /** Takes {@code clsact} away with every filter behind it. @return false when there was none */
    public boolean removeClsact(int interfaceIndex) throws IOException {
        ByteBuffer message = message(
                DELETE_QDISC, NetlinkMessage.ACKNOWLEDGE, interfaceIndex, CLSACT_HANDLE, CLSACT_PARENT, 0);
        return isDone("removing clsact from interface " + interfaceIndex, message);
    }

    /**
     * Adds a filter behind {@code clsact}.
     *
     * @param handle its number, not 0
     * @param programFd descriptor of the program
     * @param name at most 31 characters
     * @throws IOException EEXIST when there is one of that number
     */
    public void addFilter(int interfaceIndex, Direction direction, int handle, int programFd, String name)
            throws IOException {
        ByteBuffer message = addFilterMessage(interfaceIndex, direction, handle, programFd, name);
        check(
                "adding a filter to interface " + interfaceIndex,
                NetlinkMessage.exchange(calls, message, (_, _) -> {}));
    }

    /** The filter of that number; empty also when the interface is gone or has no {@code clsact}. */
    public Optional<Filter> filter(int interfaceIndex, Direction direction, int handle) throws IOException {
        Filter[] found = new Filter[1];
        ByteBuffer message = filterMessage(GET_FILTER, 0, interfaceIndex, direction, handle);
        int result = NetlinkMessage.exchange(calls, message, (type, contents) -> {
            if (type == NEW_FILTER) {
                found[0] = read(contents);
            }
        });
        if (!isAbsent(result)) {
            check("asking for a filter of interface " + interfaceIndex, result);
        }
        return Optional.ofNullable(found[0]);
    }

    /** @return false when there was none */
    public boolean removeFilter(int interfaceIndex, Direction direction, int handle) throws IOException {
        return isDone(
                "removing a filter from interface " + interfaceIndex,
                filterMessage(DELETE_FILTER, NetlinkMessage.ACKNOWLEDGE, interfaceIndex, direction, handle));
    }

    /** Whether {@code clsact} of the interface has any filter, of any kind and of whomever. */
    public boolean hasFilters(int interfaceIndex) throws IOException {
        boolean[] found = new boolean[1];
        for (Direction direction : Direction.values()) {
            ByteBuffer message = message(GET_FILTER, NetlinkMessage.DUMP, interfaceIndex, 0, direction.parent, 0);
            int result = NetlinkMessage.exchange(calls, message, (type, _) -> found[0] |= type == NEW_FILTER);
            if (!isAbsent(result)) {
                check("listing filters of interface " + interfaceIndex, result);
            }
        }
        return found[0];
    }

    static ByteBuffer addClsactMessage(int interfaceIndex) {
        int flags = NetlinkMessage.ACKNOWLEDGE | CREATE | EXCLUSIVE;
        ByteBuffer message = message(NEW_QDISC, flags, interfaceIndex, CLSACT_HANDLE, CLSACT_PARENT, 0);
        NetlinkMessage.putAttribute(message, KIND, text("clsact"));
        return message;
    }

    static ByteBuffer addFilterMessage(
            int interfaceIndex, Direction direction, int handle, int programFd, String name) {
        int flags = NetlinkMessage.ACKNOWLEDGE | CREATE | EXCLUSIVE;
        ByteBuffer message = filterMessage(NEW_FILTER, flags, interfaceIndex, direction, handle);
        int options = message.position();
        NetlinkMessage.putAttribute(message, OPTIONS, new byte[0]);
        NetlinkMessage.putAttribute(message, BPF_FD, number(message, programFd));
        NetlinkMessage.putAttribute(message, BPF_NAME, text(name));
        NetlinkMessage.putAttribute(message, BPF_FLAGS, number(message, DIRECT_ACTION));
        NetlinkMessage.putAttribute(message, BPF_FLAGS_GENERAL, number(message, NOT_IN_HARDWARE));
        return message.putShort(options, (short) (message.position() - options));
    }

    private static ByteBuffer filterMessage(
            int type, int flags, int interfaceIndex, Direction direction, int handle) {
        ByteBuffer message = message(
                type, flags, interfaceIndex, handle, direction.parent, PRIORITY << Short.SIZE | ALL_PROTOCOLS);
        NetlinkMessage.putAttribute(message, KIND, text("bpf"));
        return message;
    }

    private static ByteBuffer message(int type, int flags, int interfaceIndex, int handle, int parent, int priority) {
        return NetlinkMessage.request(type, flags)
                .putInt(0)
                .putInt(interfaceIndex)
                .putInt(handle)
                .putInt(parent)
                .putInt(priority);
    }

    private static Filter read(ByteBuffer contents) {
        String[] name = {""};
        int[] id = new int[1];
        NetlinkMessage.forEachAttribute(contents, TC_BYTES, (attribute, options) -> {
            if (attribute == OPTIONS) {
                NetlinkMessage.forEachAttribute(options, 0, (option, value) -> {
                    if (option == BPF_NAME) {
                        name[0] = StandardCharsets.US_ASCII.decode(value).toString().replace("\0", "");
                    } else if (option == BPF_ID && value.limit() >= Integer.BYTES) {
                        id[0] = value.getInt(0);
                    }
                });
            }
        });
        return new Filter(name[0], id[0]);
    }

    private boolean isDone(String operation, ByteBuffer message) throws IOException {
        int result = NetlinkMessage.exchange(calls, message, (_, _) -> {});
        if (isAbsent(result)) {
            return false;
        }
        check(operation, result);
        return true;
    }

    /** No such filter or priority, no clsact, no such interface. */
    private static boolean isAbsent(int result) {
        return result == -Errno.ENOENT || result == -Errno.EINVAL || result == -Errno.ENODEV;
    }

    private static void check(String operation, int result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(operation, result);
        }
    }

    private static byte[] text(String value) {
        return (value + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] number(ByteBuffer message, int value) {
        return ByteBuffer.allocate(Integer.BYTES).order(message.order()).putInt(value).array();
    }

    @Override
    public void close() {
        calls.close();
    }
}
