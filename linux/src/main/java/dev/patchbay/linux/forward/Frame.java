package dev.patchbay.linux.forward;

import dev.patchbay.net.IpFamily;

/**
 * Where the headers of a packet lie: known when the program is emitted, because there is a copy of the steps for each family.
 *
 * @param ip bytes in front of the IP header: 14 with an Ethernet header, 0 without one
 */
record Frame(IpFamily family, int ip) {

    static final int ETHERNET_BYTES = 14;
    static final int UDP_BYTES = 8;
    static final int RTP_BYTES = 12;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;

    int ipBytes() {
        return switch (family) {
            case IPV4 -> IPV4_BYTES;
            case IPV6 -> IPV6_BYTES;
        };
    }

    int udp() {
        return ip + ipBytes();
    }

    int rtp() {
        return udp() + UDP_BYTES;
    }

    /** Up to the end of the fixed RTP header: shorter packets are not forwarded. */
    int end() {
        return rtp() + RTP_BYTES;
    }
}
