package dev.patchbay.linux.netlink;

import dev.patchbay.linux.abi.NetlinkCalls;
import dev.patchbay.linux.abi.SystemCallException;
import java.io.IOException;

/** Tells that interfaces, addresses, routes or routing rules changed; not what, so that nothing can be missed. One thread at a time. */
public final class ChangeWatch implements AutoCloseable {

    private static final int LINK = 1;
    private static final int IPV4_ADDRESS = 1 << 4;
    private static final int IPV4_ROUTE = 1 << 6;
    private static final int IPV4_RULE = 1 << 7;
    private static final int IPV6_ADDRESS = 1 << 8;
    private static final int IPV6_ROUTE = 1 << 10;
    private static final int IPV6_RULE = 1 << 18;

    private final NetlinkCalls calls;

    private ChangeWatch(NetlinkCalls calls) {
        this.calls = calls;
    }

    /** @throws IOException when native calls cannot be made, or with the errno name */
    public static ChangeWatch open() throws IOException {
        return new ChangeWatch(NetlinkCalls.open(
                LINK | IPV4_ADDRESS | IPV4_ROUTE | IPV4_RULE | IPV6_ADDRESS | IPV6_ROUTE | IPV6_RULE));
    }

    /** Whether anything changed since the last call; does not wait. */
    public boolean hasChanged() {
        boolean changed = false;
        try {
            while (calls.receive().hasRemaining()) {
                changed = true;
            }
            return changed;
        } catch (SystemCallException e) { // more changes than the socket holds
            return true;
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
