package dev.patchbay.proxy.wire;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.nat.Flow;

/**
 * How a message came in.
 *
 * @param local the listening point that received it
 * @param source of the packet or connection, whatever the message says
 */
public record Arrival(ListenAddress local, TransportAddress source) {

    public SipTransport transport() {
        return local.transport();
    }

    /** Back the way it came. */
    public Flow sender() {
        return new Flow(transport(), source);
    }
}
