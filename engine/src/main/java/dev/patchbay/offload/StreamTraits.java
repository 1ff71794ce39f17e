package dev.patchbay.offload;

import dev.patchbay.linux.forward.PayloadTypeSet;

/**
 * What a call's plan says of a stream, as far as it matters here.
 *
 * @param isPlainRtp neither encrypted nor of another protocol, and no party does ICE
 * @param receivers how many it has
 * @param isDropped its packets are not relayed
 * @param payloadTypes signalled, without those that user space must see, such as telephone-events
 */
public record StreamTraits(boolean isPlainRtp, int receivers, boolean isDropped, PayloadTypeSet payloadTypes) {}
