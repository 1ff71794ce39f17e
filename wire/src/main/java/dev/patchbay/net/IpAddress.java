package dev.patchbay.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address without scope.
 *
 * @param family the family
 * @param high the first 8 bytes of an IPv6 address, 0 for IPv4
 * @param low the last 8 bytes of an IPv6 address; an IPv4 address in the low 32 bits
 */
public record IpAddress(IpFamily family, long high, long low) {

    private static final int MAX_LITERAL_LENGTH = 45;
    private static final int MAX_IPV4_LENGTH = 15;

    /** @param address 4 or 16 bytes in network order */
    public static IpAddress ofBytes(byte[] address) {
        return switch (address.length) {
            case 4 -> new IpAddress(IpFamily.IPV4, 0, Integer.toUnsignedLong(ByteBuffer.wrap(address).getInt()));
            case 16 -> new IpAddress(
                    IpFamily.IPV6, ByteBuffer.wrap(address).getLong(0), ByteBuffer.wrap(address).getLong(8));
            default -> throw new IllegalArgumentException("address of " + address.length + " bytes");
        };
    }

    /** The all-zero address of a family. */
    public static IpAddress unspecified(IpFamily family) {
        return new IpAddress(family, 0, 0);
    }

    public static IpAddress of(InetAddress address) {
        return ofBytes(address.getAddress());
    }

    /** Reads a dotted IPv4 or an RFC 4291 IPv6 literal; a name, a scope or brackets give empty. Never asks DNS. */
    public static Optional<IpAddress> parse(String literal) {
        if (literal.isEmpty() || literal.length() > MAX_LITERAL_LENGTH) {
            return Optional.empty();
        }
        return literal.indexOf(':') >= 0 ? parseIpv6(literal) : parseIpv4(literal);
    }

    /** Like {@link #parse}, for constants in code and tests. */
    public static IpAddress literal(String literal) {
        return parse(literal).orElseThrow(() -> new IllegalArgumentException("not an IP address: " + literal));
    }

    private static Optional<IpAddress> parseIpv4(String literal) {
        long value = 0;
        int octets = 0;
        int at = 0;
        while (at < literal.length()) {
            int start = at;
            int octet = 0;
            while (at < literal.length() && Character.digit(literal.charAt(at), 10) >= 0 && literal.charAt(at) < 128) {
                octet = octet * 10 + (literal.charAt(at) - '0');
                at++;
                if (at - start > 3) {
                    return Optional.empty();
                }
            }
            // A leading zero is refused, as inet_pton does: some read it as octal.
            boolean hasLeadingZero = at - start > 1 && literal.charAt(start) == '0';
            if (at == start || hasLeadingZero || octet > 255 || ++octets > 4) {
                return Optional.empty();
            }
            value = (value << 8) | octet;
            if (at < literal.length() && (literal.charAt(at++) != '.' || at == literal.length())) {
                return Optional.empty();
            }
        }
        return octets == 4 ? Optional.of(new IpAddress(IpFamily.IPV4, 0, value)) : Optional.empty();
    }

    private static Optional<IpAddress> parseIpv6(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c != ':' && c != '.' && (c >= 128 || Character.digit(c, 16) < 0)) {
                return Optional.empty();
            }
        }
        try {
            // Only hexadecimal digits, colons and dots with a colon among them: the JDK takes this for a literal, never for a name.
            InetAddress parsed = InetAddress.getByName(literal);
            if (parsed instanceof Inet4Address mapped) {
                long low = 0xffff_0000_0000L | Integer.toUnsignedLong(ByteBuffer.wrap(mapped.getAddress()).getInt());
                return Optional.of(new IpAddress(IpFamily.IPV6, 0, low));
            }
            return Optional.of(of(parsed));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The all-zero address: "on hold" in old SDP (RFC 3264, section 8.4), "any" when binding. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    public boolean isLoopback() {
        return switch (family) {
            case IPV4 -> low >>> 24 == 127;
            case IPV6 -> high == 0 && low == 1;
        };
    }

    public boolean isLinkLocal() {
        return switch (family) {
            case IPV4 -> low >>> 16 == 0xa9fe;
            case IPV6 -> high >>> 54 == 0x3fa;
        };
    }

    /** Also the limited broadcast of IPv4. */
    public boolean isMulticast() {
        return switch (family) {
            case IPV4 -> low >>> 28 == 0xe || low == 0xffff_ffffL;
            case IPV6 -> high >>> 56 == 0xff;
        };
    }

    /** 4 or 16 bytes in network order. */
    public byte[] toBytes() {
        return switch (family) {
            case IPV4 -> ByteBuffer.allocate(4).putInt((int) low).array();
            case IPV6 -> ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        };
    }

    public InetAddress toInetAddress() {
        try {
            return family == IpFamily.IPV6
                    ? Inet6Address.getByAddress(null, toBytes(), -1)
                    : InetAddress.getByAddress(toBytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes was refused", e);
        }
    }

    /** Dotted decimal, or the canonical form of RFC 5952 (with the dotted tail for IPv4-mapped addresses). */
    @Override
    public String toString() {
        if (family == IpFamily.IPV4) {
            return ipv4Text();
        }
        if (high == 0 && low >>> 32 == 0xffff) {
            return "::ffff:" + new IpAddress(IpFamily.IPV4, 0, low & 0xffff_ffffL);
        }
        return ipv6Text();
    }

    private String ipv4Text() {
        StringBuilder text = new StringBuilder(MAX_IPV4_LENGTH);
        for (int shift = 24; shift >= 0; shift -= 8) {
            text.append((int) (low >>> shift) & 0xff);
            if (shift > 0) {
                text.append('.');
            }
        }
        return text.toString();
    }

    private String ipv6Text() {
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && group(i + length) == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = i;
                bestLength = length;
            }
            i += Math.max(0, length - 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    private int group(int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - (index & 3) * 16)) & 0xffff;
    }
}
