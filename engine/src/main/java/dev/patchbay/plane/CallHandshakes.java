package dev.patchbay.plane;

import dev.patchbay.dtls.HandshakeBudget;

/** What the handshakes of one call share. Immutable. */
final class CallHandshakes {

    final Handshakes handshakes;
    final HandshakeBudget.Share share;
    final CommandQueue worker;
    final Runnable wakeup;

    CallHandshakes(Handshakes handshakes, CommandQueue worker, Runnable wakeup) {
        this.handshakes = handshakes;
        this.share = handshakes.share();
        this.worker = worker;
        this.wakeup = wakeup;
    }
}
