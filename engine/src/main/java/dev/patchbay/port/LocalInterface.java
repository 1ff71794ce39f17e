package dev.patchbay.port;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;

/**
 * One address of a logical interface (option {@code interface}, {@code [NAME/]ADDRESS[!ADVERTISED]}).
 *
 * @param bind the address that sockets are bound to
 * @param advertised the address printed in SDP; equal to {@code bind} unless given
 * @param pool where its ports come from; interfaces with the same {@code bind} share one
 */
public record LocalInterface(String name, IpAddress bind, IpAddress advertised, PortPool pool) {

    public IpFamily family() {
        return bind.family();
    }
}
