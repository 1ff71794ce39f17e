package dev.patchbay.linux.forward;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** By what a program finds a flow: the local address. 16 bytes of address, two of port, then 4 or 6. */
final class FlowKey {

    static final int IPV4 = 4;
    static final int IPV6 = 6;

    private FlowKey() {}

    static byte[] of(TransportAddress local) {
        ByteBuffer key = ByteBuffer.allocate(FlowLayout.KEY_SIZE);
        putAddress(key, local.ip());
        key.putShort(FlowLayout.KEY_PORT, (short) local.port());
        // The program writes it as a number of its machine.
        key.order(ByteOrder.nativeOrder()).putShort(FlowLayout.KEY_FAMILY, (short) family(local.family()));
        return key.array();
    }

    /** 4 or 6. */
    static int family(IpFamily family) {
        return switch (family) {
            case IPV4 -> IPV4;
            case IPV6 -> IPV6;
        };
    }

    private static void putAddress(ByteBuffer key, IpAddress ip) {
        switch (ip.family()) {
            case IPV4 -> key.putInt(FlowLayout.KEY_ADDRESS, (int) ip.low());
            case IPV6 ->
                key.putLong(FlowLayout.KEY_ADDRESS, ip.high()).putLong(FlowLayout.KEY_ADDRESS + Long.BYTES, ip.low());
        }
    }
}
