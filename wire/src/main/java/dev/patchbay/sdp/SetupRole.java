package dev.patchbay.sdp;

/** Who opens the connection or the DTLS association (RFC 4145, section 4; RFC 5763, section 5). */
public enum SetupRole {
    ACTIVE("active"),
    PASSIVE("passive"),
    ACTPASS("actpass"),
    HOLDCONN("holdconn");

    private final String sdpName;

    SetupRole(String sdpName) {
        this.sdpName = sdpName;
    }

    public String sdpName() {
        return sdpName;
    }
}
