package dev.patchbay.sdp;

/** Which way media flows, seen from the party that wrote the SDP (RFC 8866, section 6.7). */
public enum Direction implements Attribute {
    SENDRECV("sendrecv", true, true),
    SENDONLY("sendonly", true, false),
    RECVONLY("recvonly", false, true),
    INACTIVE("inactive", false, false);

    private final String attributeName;
    private final boolean isSending;
    private final boolean isReceiving;

    Direction(String attributeName, boolean isSending, boolean isReceiving) {
        this.attributeName = attributeName;
        this.isSending = isSending;
        this.isReceiving = isReceiving;
    }

    public static Direction of(boolean isSending, boolean isReceiving) {
        if (isSending) {
            return isReceiving ? SENDRECV : SENDONLY;
        }
        return isReceiving ? RECVONLY : INACTIVE;
    }

    @Override
    public String attributeName() {
        return attributeName;
    }

    public boolean isSending() {
        return isSending;
    }

    public boolean isReceiving() {
        return isReceiving;
    }

    /** The same flow seen from the other party. */
    public Direction reversed() {
        return of(isReceiving, isSending);
    }
}
