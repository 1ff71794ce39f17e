package dev.patchbay.linux.netlink;

import dev.patchbay.linux.abi.NetlinkCalls;
import dev.patchbay.linux.abi.SystemCalls;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Asks the kernel about routes and interfaces, a few microseconds each. For one thread at a time. */
public final class RouteSocket implements AutoCloseable {

    private static final int NEW_LINK = 16;
    private static final int GET_LINK = 18;
    private static final int NEW_ADDRESS = 20;
    private static final int GET_ADDRESS = 22;
    private static final int NEW_ROUTE = 24;
    private static final int GET_ROUTE = 26;

    private static final int LINK_BYTES = 16;
    private static final int LINK_NAME = 3;
    private static final int LINK_MTU = 4;
    private static final int FLAG_UP = 1;
    private static final int ADDRESS_BYTES = 8;
    private static final int ADDRESS_ADDRESS = 1;
    private static final int ADDRESS_LOCAL = 2;
    private static final int ROUTE_BYTES = 12;
    private static final int ROUTE_TYPE_AT = 7;
    private static final int ROUTE_TARGET = 1;
    private static final int ROUTE_SOURCE = 2;
    private static final int ROUTE_OUT = 4;

    private final NetlinkCalls calls;

    private RouteSocket(NetlinkCalls calls) {
        this.calls = calls;
    }

    /** @throws IOException when native calls cannot be made, or with the errno name */
    public static RouteSocket open() throws IOException {
        return new RouteSocket(NetlinkCalls.open(0));
    }

    /**
     * The way of a packet that this host sends.
     *
     * @param source the local address it is sent from, of the same family
     * @return empty when there is no route
     * @throws IOException when the kernel cannot be asked
     */
    public Optional<NetRoute> route(IpAddress source, IpAddress target) throws IOException {
        ByteBuffer request = NetlinkMessage.request(GET_ROUTE, 0);
        byte[] from = bytes(source);
        byte[] to = bytes(target);
        request.put((byte) family(target.family()))
                .put((byte) (to.length * Byte.SIZE))
                .put((byte) (from.length * Byte.SIZE));
        request.position(NetlinkMessage.HEADER_BYTES + ROUTE_BYTES);
        NetlinkMessage.putAttribute(request, ROUTE_TARGET, to);
        NetlinkMessage.putAttribute(request, ROUTE_SOURCE, from);
        NetRoute[] found = new NetRoute[1];
        ask(request, (type, contents) -> {
            if (type == NEW_ROUTE && contents.limit() >= ROUTE_BYTES) {
                int routeType = contents.get(ROUTE_TYPE_AT);
                NetlinkMessage.forEachAttribute(contents, ROUTE_BYTES, (attribute, value) -> {
                    if (attribute == ROUTE_OUT && value.limit() >= Integer.BYTES) {
                        found[0] = new NetRoute(value.getInt(0), routeType);
                    }
                });
            }
        });
        return Optional.ofNullable(found[0]);
    }

    /** All interfaces, by index. */
    public List<NetDevice> devices() throws IOException {
        Map<Integer, List<IpAddress>> addresses = addresses();
        List<NetDevice> devices = new ArrayList<>();
        ask(NetlinkMessage.request(GET_LINK, NetlinkMessage.DUMP).put(new byte[LINK_BYTES]), (type, contents) -> {
            if (type == NEW_LINK && contents.limit() >= LINK_BYTES) {
                devices.add(device(contents, addresses));
            }
        });
        return List.copyOf(devices);
    }

    private static NetDevice device(ByteBuffer contents, Map<Integer, List<IpAddress>> addresses) {
        int kind = Short.toUnsignedInt(contents.getShort(2));
        int index = contents.getInt(4);
        boolean isUp = (contents.getInt(8) & FLAG_UP) != 0;
        String[] name = {""};
        int[] mtu = new int[1];
        NetlinkMessage.forEachAttribute(contents, LINK_BYTES, (attribute, value) -> {
            if (attribute == LINK_NAME) {
                name[0] = StandardCharsets.UTF_8.decode(value).toString().replace("\0", "");
            } else if (attribute == LINK_MTU && value.limit() >= Integer.BYTES) {
                mtu[0] = value.getInt(0);
            }
        });
        return new NetDevice(name[0], index, kind, isUp, mtu[0], addresses.getOrDefault(index, List.of()));
    }

    private Map<Integer, List<IpAddress>> addresses() throws IOException {
        Map<Integer, List<IpAddress>> byInterface = new HashMap<>();
        ask(
                NetlinkMessage.request(GET_ADDRESS, NetlinkMessage.DUMP).put(new byte[ADDRESS_BYTES]),
                (type, contents) -> {
                    if (type == NEW_ADDRESS && contents.limit() >= ADDRESS_BYTES) {
                        int index = contents.getInt(4);
                        address(contents).ifPresent(ip -> byInterface
                                .computeIfAbsent(index, i -> new ArrayList<>())
                                .add(ip));
                    }
                });
        return byInterface;
    }

    /** Of a link between two points, the first attribute is the other end and the second this one; else there is only the first. */
    private static Optional<IpAddress> address(ByteBuffer contents) {
        IpAddress[] found = new IpAddress[2];
        NetlinkMessage.forEachAttribute(contents, ADDRESS_BYTES, (attribute, value) -> {
            boolean isAddress = value.limit() == 4 || value.limit() == 16;
            if (isAddress && (attribute == ADDRESS_ADDRESS || attribute == ADDRESS_LOCAL)) {
                byte[] bytes = new byte[value.limit()];
                value.get(bytes);
                found[attribute - ADDRESS_ADDRESS] = IpAddress.ofBytes(bytes);
            }
        });
        return Optional.ofNullable(found[1] != null ? found[1] : found[0]);
    }

    private void ask(ByteBuffer request, BiConsumer<Integer, ByteBuffer> reader) throws IOException {
        int _ = NetlinkMessage.exchange(calls, request, reader); // what the kernel refuses to tell is not there
    }

    private static byte[] bytes(IpAddress ip) {
        return switch (ip.family()) {
            case IPV4 -> ByteBuffer.allocate(4).putInt((int) ip.low()).array();
            case IPV6 -> ByteBuffer.allocate(16).putLong(ip.high()).putLong(ip.low()).array();
        };
    }

    private static int family(IpFamily family) {
        return switch (family) {
            case IPV4 -> SystemCalls.AF_INET;
            case IPV6 -> SystemCalls.AF_INET6;
        };
    }

    @Override
    public void close() {
        calls.close();
    }
}
