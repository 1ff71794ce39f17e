package dev.patchbay.dtls;

/** What an association tells its owner. Called on the association's own thread, in order; must not block for long. */
public interface DtlsListener {

    /** Sends to the peer. The array is the listener's to keep; its length is within the MTU. */
    void send(byte[] datagram);

    /** The handshake is complete and the peer's fingerprint was verified. */
    void onKeys(HandshakeKeys keys);

    /**
     * An attempt failed.
     *
     * @param reason in words, for the log
     */
    void onFailure(String reason);
}
