package dev.patchbay.linux.forward;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import java.nio.ByteBuffer;

/** Builds an Ethernet frame with RTP in UDP, byte for byte, checksums included. Each field can be made wrong. */
final class TestPacket {

    TransportAddress source;
    TransportAddress target;
    int trafficClass;
    int hopLimit = 64;
    int payloadType = 8;
    int sequenceNumber = 1000;
    int ssrc = 0x11223344;
    int firstByte = 0x80;
    int fragment;
    int payloadBytes = 160;
    int padding;
    int etherType;
    int protocol = 17;
    boolean withUdpChecksum = true;
    byte[] ipOptions = {};

    TestPacket(TransportAddress source, TransportAddress target) {
        this.source = source;
        this.target = target;
        this.etherType = isIpv4() ? 0x0800 : 0x86dd;
    }

    private boolean isIpv4() {
        return source.family() == IpFamily.IPV4;
    }

    int ipBytes() {
        return isIpv4() ? 20 + ipOptions.length : 40;
    }

    byte[] bytes() {
        int udpBytes = 8 + 12 + payloadBytes;
        ByteBuffer out = ByteBuffer.allocate(14 + ipBytes() + udpBytes + padding);
        out.position(12).putShort((short) etherType);
        if (isIpv4()) {
            ipv4(out, udpBytes);
        } else {
            ipv6(out, udpBytes);
        }
        int udp = out.position();
        out.putShort((short) source.port()).putShort((short) target.port()).putShort((short) udpBytes).putShort((short) 0);
        out.put((byte) firstByte).put((byte) payloadType).putShort((short) sequenceNumber).putInt(160_000).putInt(ssrc);
        for (int i = 0; i < payloadBytes; i++) {
            out.put((byte) (i * 7));
        }
        if (withUdpChecksum) {
            int sum = sum(out, udp, udpBytes) + udpBytes + protocol;
            sum += isIpv4() ? sum(out, 26, 8) : sum(out, 22, 32);
            int checksum = ~fold(sum) & 0xffff;
            out.putShort(udp + 6, (short) (checksum == 0 ? 0xffff : checksum));
        }
        return out.array();
    }

    private void ipv4(ByteBuffer out, int udpBytes) {
        out.put((byte) (0x40 | ipBytes() / 4)).put((byte) trafficClass).putShort((short) (ipBytes() + udpBytes));
        out.putShort((short) 0x1234).putShort((short) fragment);
        out.put((byte) hopLimit).put((byte) protocol).putShort((short) 0);
        put(out, source.ip());
        put(out, target.ip());
        out.put(ipOptions);
        out.putShort(24, (short) ~fold(sum(out, 14, ipBytes())));
    }

    private void ipv6(ByteBuffer out, int udpBytes) {
        out.putInt(0x6000_0000 | trafficClass << 20 | 0xabcde).putShort((short) udpBytes);
        out.put((byte) protocol).put((byte) hopLimit);
        put(out, source.ip());
        put(out, target.ip());
    }

    private static void put(ByteBuffer out, IpAddress ip) {
        switch (ip.family()) {
            case IPV4 -> out.putInt((int) ip.low());
            case IPV6 -> out.putLong(ip.high()).putLong(ip.low());
        }
    }

    private static int sum(ByteBuffer bytes, int from, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Byte.toUnsignedInt(bytes.get(from + i)) << (i % 2 == 0 ? 8 : 0);
        }
        return sum;
    }

    private static int fold(int sum) {
        int folded = sum;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return folded;
    }
}
