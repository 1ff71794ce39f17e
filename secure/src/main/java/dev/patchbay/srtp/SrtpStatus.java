package dev.patchbay.srtp;

/** What became of a packet. Bad packets are expected, so this is a value, not an exception. */
public enum SrtpStatus {
    OK,
    /** Not RTP or RTCP of version 2 with sound lengths, or too short for its tag. */
    MALFORMED,
    /** The tag is wrong: another key, or changed on its way. */
    UNAUTHENTIC,
    /** Received before, or too old to tell. */
    REPLAYED,
    /** It carries another MKI than the one agreed on. */
    UNKNOWN_KEY,
    /** The (key, SSRC, index) was used for another packet: encrypting two with the same would give both away. */
    INDEX_USED,
    /** More sources than are kept track of under one key. */
    TOO_MANY_SOURCES,
    /** There is no room for tag and MKI. */
    TOO_LONG,
    /** The key has protected as many packets as it may (RFC 3711, section 9.2). */
    KEY_EXHAUSTED
}
