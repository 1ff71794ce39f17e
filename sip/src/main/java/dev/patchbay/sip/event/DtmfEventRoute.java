package dev.patchbay.sip.event;

import dev.patchbay.sip.route.Variables;

/** Kamailio's {@code event_route[rtpengine:dtmf-event]}. */
@FunctionalInterface
public interface DtmfEventRoute {

    /**
     * One event of a call at a time, in order, on a virtual thread.
     *
     * @param variables those that parameters name are set
     * @param notification all that the relay sent
     */
    void onDtmf(Variables variables, RelayNotification notification);
}
