package dev.patchbay.plane;

import dev.patchbay.dtls.DtlsAssociation;
import dev.patchbay.dtls.DtlsListener;
import dev.patchbay.dtls.DtlsPeer;
import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.dtls.DtlsState;
import dev.patchbay.dtls.HandshakeKeys;
import dev.patchbay.plan.SrtpKeys;
import dev.patchbay.plane.WorkerCommand.HandshakeDone;
import dev.patchbay.plane.WorkerCommand.HandshakeFailed;
import dev.patchbay.plane.WorkerCommand.SendHandshake;

/**
 * One DTLS association of a component: what the worker knows of it, and the way back for what its own thread has to say. The
 * listener's methods run on the association's thread and only queue commands; everything else is the worker's.
 */
final class ComponentHandshake implements DtlsListener {

    final Component component;
    final DtlsPeer peer;
    private final CommandQueue worker;
    private final Runnable wakeup;
    private final DtlsAssociation association;

    ComponentHandshake(Component component, DtlsPeer peer, CallHandshakes call) {
        this.component = component;
        this.peer = peer;
        this.worker = call.worker;
        this.wakeup = call.wakeup;
        this.association = call.handshakes.open(peer, call.share, this);
        component.status.setHandshake(association::report);
    }

    /** Whether this association serves the peer that the plan names now. */
    boolean serves(DtlsPeer wanted) {
        // A role that changes in a re-offer means nothing to an association that is there already (RFC 8842, section 5.5).
        return peer.equals(wanted)
                || (peer.fingerprint().equals(wanted.fingerprint()) && association.report().state() == DtlsState.ESTABLISHED);
    }

    /** It waits for a ClientHello: the first one, or another after one that came to nothing. */
    boolean isIdle() {
        DtlsState state = association.report().state();
        return association.role() == DtlsRole.SERVER && (state == DtlsState.WAITING || state == DtlsState.FAILED);
    }

    /** A client begins; anything else goes on as it was. */
    void start() {
        association.start();
    }

    /** @return false when it was dropped */
    boolean receive(byte[] datagram) {
        return association.receive(datagram);
    }

    void close() {
        association.close();
    }

    @Override
    public void send(byte[] datagram) {
        if (worker.offer(new SendHandshake(this, datagram))) {
            wakeup.run();
        }
    }

    @Override
    public void onKeys(HandshakeKeys keys) {
        worker.put(new HandshakeDone(this, new SrtpKeys(keys.remote(), keys.local())));
        wakeup.run();
    }

    @Override
    public void onFailure(String reason) {
        if (worker.offer(new HandshakeFailed(this, reason))) {
            wakeup.run();
        }
    }
}
