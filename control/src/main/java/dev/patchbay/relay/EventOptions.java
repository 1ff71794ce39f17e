package dev.patchbay.relay;

import java.util.Optional;

/**
 * What the relay tells others by itself.
 *
 * @param timeoutUrl HTTP URL called by XML-RPC when a call times out; {@code %%} in it becomes the address of the call's SIP server
 * @param xmlrpcFormat form of that request
 * @param dtmfDestination where DTMF events go as JSON, one UDP datagram each
 */
public record EventOptions(Optional<String> timeoutUrl, XmlrpcFormat xmlrpcFormat, Optional<HostPort> dtmfDestination) {

    /** Nothing is told. */
    public static final EventOptions NONE = new EventOptions(Optional.empty(), XmlrpcFormat.SEMS_DI, Optional.empty());

    public EventOptions {
        dtmfDestination.ifPresent(EventOptions::checkDestination);
    }

    private static void checkDestination(HostPort destination) {
        if (destination.host().isEmpty() || destination.port() == 0) {
            throw new IllegalArgumentException(
                    "DTMF destination '" + destination + "' must have an address and a port of 1..65535");
        }
    }
}
