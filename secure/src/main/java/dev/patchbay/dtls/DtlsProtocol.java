package dev.patchbay.dtls;

import java.io.IOException;

/** A version of DTLS. Blocking: for the association's own thread. */
interface DtlsProtocol {

    /**
     * Does one handshake.
     *
     * @param peer what the peer's certificate must hash to
     * @throws IOException when it failed, with the reason in words
     */
    Session handshake(DtlsRole ownRole, Fingerprint peer, DtlsLink link) throws IOException;

    /** What a handshake ended with. */
    interface Session {

        HandshakeKeys keys();

        DtlsReport.Agreement agreement();

        /** Answers what the peer repeats, until either side closes; then says close_notify if the peer has not. */
        void serve();
    }
}
