package dev.patchbay.relay;

import dev.patchbay.net.IpAddress;

/**
 * One address that media sockets are bound to.
 *
 * @param interfaceName the logical interface it belongs to
 * @param address the local address
 * @param advertised the address that SDP shows, equal to {@code address} unless set
 */
public record LocalAddress(String interfaceName, IpAddress address, IpAddress advertised) {}
