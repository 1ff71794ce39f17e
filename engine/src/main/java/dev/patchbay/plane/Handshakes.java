package dev.patchbay.plane;

import dev.patchbay.dtls.DtlsAssociation;
import dev.patchbay.dtls.DtlsListener;
import dev.patchbay.dtls.DtlsPeer;
import dev.patchbay.dtls.HandshakeBudget;

/** Where workers get DTLS associations from. Called by media threads: must not block. */
public interface Handshakes {

    /** The limit on handshakes of a new call. */
    HandshakeBudget.Share share();

    /**
     * Whether a ClientHello may come from an address that is neither signalled nor proven by ICE, while a component's endpoint is not
     * known for certain.
     */
    boolean admitsUnsignalled();

    /** A new association, which does nothing yet. */
    DtlsAssociation open(DtlsPeer peer, HandshakeBudget.Share share, DtlsListener listener);
}
