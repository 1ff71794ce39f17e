package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.net.TransportAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who may speak to the handshake of a component, and where its answers go: with ICE to whoever has proven its address by a check,
 * otherwise to the address of the SDP.
 *
 * <p>If the relay is told so ({@link Handshakes#admitsUnsignalled}), a ClientHello from elsewhere may begin a handshake as well, for
 * phones behind NAT without ICE: only while nothing has begun, and where packets could teach the relay an address. Its fingerprint has
 * to match before anything is believed, and the signalled address takes the handshake over as soon as it speaks. Owner: MediaWorker.
 */
final class HandshakeSource {

    private final Component component;
    /** ICE: where the last DTLS came from. Otherwise: the address, not signalled, that a handshake was begun from; null if none was. */
    private @Nullable TransportAddress known;

    HandshakeSource(Component component) {
        this.component = component;
    }

    /** The association is a new one. */
    void reset() {
        known = null;
    }

    /** Whether the association may have the datagram. */
    boolean admits(Datagram datagram) {
        LiveIce agent = component.ice;
        return agent == null ? admitsWithoutIce(datagram) : admitsByIce(agent, datagram);
    }

    private boolean admitsByIce(LiveIce agent, Datagram datagram) {
        if (!agent.isValidated(component.iceComponent, datagram)) {
            return false;
        }
        TransportAddress present = known;
        if (present == null || !datagram.isFrom(present)) {
            known = datagram.copySource();
        }
        return true;
    }

    private boolean admitsWithoutIce(Datagram datagram) {
        TransportAddress begunFrom = known;
        TransportAddress signalled = component.signalled;
        if (signalled != null && datagram.isFrom(signalled)) {
            if (begunFrom != null && !hasKeys()) {
                component.renewHandshake();
            }
            return true;
        }
        return begunFrom != null && datagram.isFrom(begunFrom);
    }

    /** Whether a ClientHello from an address that is not signalled may begin the handshake: then the caller gives it to the association. */
    boolean mayBegin(Datagram datagram) {
        ComponentHandshake handshake = component.handshake;
        return handshake != null
                && component.ice == null
                && component.call.handshakes.handshakes.admitsUnsignalled()
                && handshake.isIdle()
                && component.learner.mayLearnFrom(datagram);
    }

    /** The association has taken the ClientHello. */
    void begun(Datagram datagram) {
        known = datagram.copySource();
    }

    /** The peer's fingerprint has been verified. @return an address that is not signalled, where the peer is; null otherwise */
    @Nullable TransportAddress proven() {
        return component.ice == null ? known : null;
    }

    private boolean hasKeys() {
        return component.receiver != null;
    }

    /** Where handshakes go; null while there is no address. */
    @Nullable TransportAddress endpoint() {
        LiveIce agent = component.ice;
        if (agent != null) {
            return agent.status.pair(component.iceComponent) == null ? known : component.learner.endpoint();
        }
        TransportAddress begunFrom = known;
        if (begunFrom != null) {
            return begunFrom;
        }
        return component.learner.endpoint() == null ? null : component.signalled;
    }
}
