package dev.patchbay.plane;

import dev.patchbay.dtls.DtlsAssociation;
import dev.patchbay.dtls.DtlsListener;
import dev.patchbay.dtls.DtlsPeer;
import dev.patchbay.dtls.HandshakeBudget;

/** Where workers get DTLS associations from. Called by media threads: must not block. */
public interface Handshakes {

    /** The limit on handshakes of a new call. */
    HandshakeBudget.Share share();

    /** A new association, which does nothing yet. */
    DtlsAssociation open(DtlsPeer peer, HandshakeBudget.Share share, DtlsListener listener);
}
