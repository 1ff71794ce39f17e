package dev.patchbay.ice;

import java.util.Optional;

/** Where a candidate's address comes from, with the type preferences that rtpengine uses (RFC 8445, section 5.1.2.2). */
public enum CandidateType {
    HOST("host", 126),
    PEER_REFLEXIVE("prflx", 110),
    SERVER_REFLEXIVE("srflx", 100),
    RELAYED("relay", 0);

    private final String sdpName;
    private final int preference;

    CandidateType(String sdpName, int preference) {
        this.sdpName = sdpName;
        this.preference = preference;
    }

    /** As in {@code typ host}. */
    public String sdpName() {
        return sdpName;
    }

    /** 0..126, higher is better. */
    public int preference() {
        return preference;
    }

    public static Optional<CandidateType> ofSdpName(String name) {
        for (CandidateType type : values()) {
            if (type.sdpName.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
