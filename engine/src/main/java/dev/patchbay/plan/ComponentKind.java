package dev.patchbay.plan;

/** What a component carries; RFC 8445 numbers RTP 1 and RTCP 2. */
public enum ComponentKind {
    RTP,
    RTCP,
    /** Datagrams that are relayed without a look inside (UDPTL and whatever else an m-line names). */
    OPAQUE
}
