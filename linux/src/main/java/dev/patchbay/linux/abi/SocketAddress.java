package dev.patchbay.linux.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The sockaddr structures: {@code sockaddr_in} and {@code sockaddr_in6} in a place of {@link #SIZE} bytes, and
 * {@code sockaddr_un}. Comparing and writing allocate nothing. The scope of link-local IPv6 addresses is not kept, because
 * {@link IpAddress} has none.
 */
public final class SocketAddress {

    /** Room for either IP family. */
    public static final int SIZE = 28;
    /** Room for the longest unix path. */
    public static final int UNIX_SIZE = 110;

    private static final int IPV4_SIZE = 16;
    private static final int UNIX_PATH_AT = 2;

    private static final ValueLayout.OfShort NET_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NET_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong NET_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final StructLayout IPV4 = MemoryLayout.structLayout(
            ValueLayout.JAVA_SHORT.withName("sin_family"),
            NET_SHORT.withName("sin_port"),
            NET_INT.withName("sin_addr"),
            MemoryLayout.paddingLayout(8));
    private static final StructLayout IPV6 = MemoryLayout.structLayout(
            ValueLayout.JAVA_SHORT.withName("sin6_family"),
            NET_SHORT.withName("sin6_port"),
            NET_INT.withName("sin6_flowinfo"),
            NET_LONG.withName("sin6_addr_high"),
            NET_LONG.withName("sin6_addr_low"),
            ValueLayout.JAVA_INT_UNALIGNED.withName("sin6_scope_id"));
    private static final long FAMILY = IPV6.byteOffset(groupElement("sin6_family"));
    private static final long PORT = IPV6.byteOffset(groupElement("sin6_port"));
    private static final long IPV4_ADDRESS = IPV4.byteOffset(groupElement("sin_addr"));
    private static final long IPV6_FLOW = IPV6.byteOffset(groupElement("sin6_flowinfo"));
    private static final long IPV6_HIGH = IPV6.byteOffset(groupElement("sin6_addr_high"));
    private static final long IPV6_LOW = IPV6.byteOffset(groupElement("sin6_addr_low"));
    private static final long IPV6_SCOPE = IPV6.byteOffset(groupElement("sin6_scope_id"));

    static {
        Layouts.check("sockaddr_in", IPV4, IPV4_SIZE);
        Layouts.check("sockaddr_in6", IPV6, SIZE);
    }

    private SocketAddress() {}

    /** AF_INET or AF_INET6. */
    public static int family(IpFamily family) {
        return switch (family) {
            case IPV4 -> SystemCalls.AF_INET;
            case IPV6 -> SystemCalls.AF_INET6;
        };
    }

    /** How many bytes {@link #write} fills for this family. */
    public static int length(IpFamily family) {
        return switch (family) {
            case IPV4 -> IPV4_SIZE;
            case IPV6 -> SIZE;
        };
    }

    /** @return the length in bytes */
    public static int write(MemorySegment place, TransportAddress address) {
        IpAddress ip = address.ip();
        place.set(NET_SHORT, PORT, (short) address.port());
        return switch (ip.family()) {
            case IPV4 -> {
                place.set(ValueLayout.JAVA_SHORT, FAMILY, (short) SystemCalls.AF_INET);
                place.set(NET_INT, IPV4_ADDRESS, (int) ip.low());
                yield IPV4_SIZE;
            }
            case IPV6 -> {
                place.set(ValueLayout.JAVA_SHORT, FAMILY, (short) SystemCalls.AF_INET6);
                place.set(NET_INT, IPV6_FLOW, 0);
                place.set(NET_LONG, IPV6_HIGH, ip.high());
                place.set(NET_LONG, IPV6_LOW, ip.low());
                place.set(ValueLayout.JAVA_INT_UNALIGNED, IPV6_SCOPE, 0);
                yield SIZE;
            }
        };
    }

    /** Makes the place equal to no address. */
    public static void clear(MemorySegment place) {
        place.set(ValueLayout.JAVA_SHORT, FAMILY, (short) 0);
        place.set(NET_SHORT, PORT, (short) 0);
    }

    /** 0..65535. */
    public static int port(MemorySegment place) {
        return Short.toUnsignedInt(place.get(NET_SHORT, PORT));
    }

    public static boolean hasIp(MemorySegment place, IpAddress ip) {
        return switch (place.get(ValueLayout.JAVA_SHORT, FAMILY)) {
            case SystemCalls.AF_INET ->
                ip.family() == IpFamily.IPV4 && place.get(NET_INT, IPV4_ADDRESS) == (int) ip.low();
            case SystemCalls.AF_INET6 ->
                ip.family() == IpFamily.IPV6
                        && place.get(NET_LONG, IPV6_LOW) == ip.low()
                        && place.get(NET_LONG, IPV6_HIGH) == ip.high();
            default -> false;
        };
    }

    /**
     * Allocates a value.
     *
     * @throws IllegalStateException when the place holds no IP address
     */
    public static TransportAddress read(MemorySegment place) {
        int family = place.get(ValueLayout.JAVA_SHORT, FAMILY);
        IpAddress ip = switch (family) {
            case SystemCalls.AF_INET ->
                new IpAddress(IpFamily.IPV4, 0, Integer.toUnsignedLong(place.get(NET_INT, IPV4_ADDRESS)));
            case SystemCalls.AF_INET6 ->
                new IpAddress(IpFamily.IPV6, place.get(NET_LONG, IPV6_HIGH), place.get(NET_LONG, IPV6_LOW));
            default -> throw new IllegalStateException("no IP address: family " + family);
        };
        return new TransportAddress(ip, port(place));
    }

    /**
     * Writes the address of a unix socket.
     *
     * @param place {@link #UNIX_SIZE} bytes
     * @param path where it is; with {@code @} at the beginning, its name in the abstract namespace (unix(7))
     * @return the length in bytes
     * @throws IllegalArgumentException when the path has more than 107 bytes
     */
    public static int writeUnix(MemorySegment place, String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        int length = UNIX_PATH_AT + bytes.length + 1;
        if (length > UNIX_SIZE) {
            throw new IllegalArgumentException("the path of a unix socket has at most 107 bytes: " + path);
        }
        place.set(ValueLayout.JAVA_SHORT_UNALIGNED, FAMILY, (short) SystemCalls.AF_UNIX);
        MemorySegment.copy(bytes, 0, place, ValueLayout.JAVA_BYTE, UNIX_PATH_AT, bytes.length);
        place.set(ValueLayout.JAVA_BYTE, length - 1L, (byte) 0);
        if (path.startsWith("@")) {
            place.set(ValueLayout.JAVA_BYTE, UNIX_PATH_AT, (byte) 0);
            // Such a name ends with its length, not with a zero byte.
            return length - 1;
        }
        return length;
    }
}
