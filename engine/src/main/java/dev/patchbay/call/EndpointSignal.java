package dev.patchbay.call;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngwire.DialogKeys;
import dev.patchbay.ngwire.SignallingFlags;

/**
 * What the older rtpproxy protocol says of one media section.
 *
 * @param endpoint where the sender expects media; port 0 takes the section out of use
 * @param sectionIndex 0-based
 * @param isOffer false for the answering side, whose tag is the to-tag
 */
public record EndpointSignal(
        TransportAddress endpoint, int sectionIndex, DialogKeys keys, SignallingFlags flags, boolean isOffer) {

    /** Sections of one call that the protocol can name. */
    public static final int MAX_SECTIONS = 128;

    public EndpointSignal {
        if (sectionIndex < 0 || sectionIndex >= MAX_SECTIONS) {
            throw new IllegalArgumentException("media section " + sectionIndex + " is not within 0.." + (MAX_SECTIONS - 1));
        }
    }
}
