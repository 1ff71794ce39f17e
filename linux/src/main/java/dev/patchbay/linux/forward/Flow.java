package dev.patchbay.linux.forward;

import dev.patchbay.net.TransportAddress;

/**
 * What the kernel is to do with the packets of one stream. All four addresses are of one family.
 *
 * @param local where its packets arrive
 * @param source where they come from; others go up
 * @param newSource the local address they leave from
 * @param newTarget where they go
 * @param exit by which interface
 * @param trafficClass IPv4 TOS or IPv6 traffic class they get, 0..255
 * @param payloadTypes of RTP; others go up
 * @param ssrc of RTP; others go up
 */
public record Flow(
        TransportAddress local,
        TransportAddress source,
        TransportAddress newSource,
        TransportAddress newTarget,
        Exit exit,
        int trafficClass,
        PayloadTypeSet payloadTypes,
        int ssrc) {

    /**
     * The interface packets leave by.
     *
     * @param index of the interface
     * @param isLoopback it is {@code lo}; packets have to arrive on it as well then
     * @param maxPacketBytes longest packet it takes, with IP header
     */
    public record Exit(int index, boolean isLoopback, int maxPacketBytes) {}

    public Flow {
        if (local.family() != source.family()
                || newSource.family() != newTarget.family()
                || local.family() != newSource.family()) {
            throw new IllegalArgumentException("a flow has one address family");
        }
    }
}
