package dev.patchbay.call;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import org.jspecify.annotations.Nullable;

/**
 * RTP or RTCP of one media section, as signalled (rtpengine's "packet stream").
 *
 * @param status identity and live figures
 * @param signalled the peer's address from SDP, port 0 for a rejected section; null before the peer has signalled
 */
public record Component(ComponentStatus status, @Nullable TransportAddress signalled) {

    Component withSignalled(@Nullable TransportAddress address) {
        return new Component(status, address);
    }
}
