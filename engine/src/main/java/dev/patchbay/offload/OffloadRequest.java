package dev.patchbay.offload;

import dev.patchbay.linux.forward.PayloadTypeSet;
import dev.patchbay.net.TransportAddress;

/**
 * A stream that is to be forwarded in the kernel.
 *
 * @param local where its packets arrive
 * @param source where they come from
 * @param newSource the local address they leave from
 * @param newTarget where they go
 * @param trafficClass they get, 0..255
 * @param payloadTypes to forward
 * @param ssrc to forward
 */
public record OffloadRequest(
        TransportAddress local,
        TransportAddress source,
        TransportAddress newSource,
        TransportAddress newTarget,
        int trafficClass,
        PayloadTypeSet payloadTypes,
        int ssrc) {}
