package dev.patchbay.linux.forward;

import dev.patchbay.net.IpAddress;

/** By how much a one's complement sum changes when words are exchanged (RFC 1624). */
final class ChecksumDifference {

    private long sum;

    ChecksumDifference without(int word) {
        sum += ~word & 0xffff;
        return this;
    }

    ChecksumDifference with(int word) {
        sum += word & 0xffff;
        return this;
    }

    ChecksumDifference without(IpAddress ip) {
        return addWords(ip, 0xffff);
    }

    ChecksumDifference with(IpAddress ip) {
        return addWords(ip, 0);
    }

    private ChecksumDifference addWords(IpAddress ip, int flip) {
        int words = switch (ip.family()) {
            case IPV4 -> 2;
            case IPV6 -> 8;
        };
        for (int i = 0; i < words; i++) {
            long half = i < 4 ? ip.low() : ip.high();
            sum += (half >>> (16 * (i % 4)) & 0xffff) ^ flip;
        }
        return this;
    }

    /** 16 bits, in the order of bytes in which this machine reads the network's. */
    int value() {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return Short.toUnsignedInt(Short.reverseBytes((short) folded));
    }
}
