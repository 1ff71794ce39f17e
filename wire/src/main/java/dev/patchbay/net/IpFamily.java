package dev.patchbay.net;

/** Address family, with the two spellings the protocols use. */
public enum IpFamily {
    IPV4("IP4", "IPv4"),
    IPV6("IP6", "IPv6");

    private final String sdpName;
    private final String displayName;

    IpFamily(String sdpName, String displayName) {
        this.sdpName = sdpName;
        this.displayName = displayName;
    }

    /** {@code IP4} or {@code IP6}, as in SDP (RFC 8866, section 5.7) and in ng requests. */
    public String sdpName() {
        return sdpName;
    }

    /** {@code IPv4} or {@code IPv6}, as in ng replies and the CLI. */
    public String displayName() {
        return displayName;
    }
}
