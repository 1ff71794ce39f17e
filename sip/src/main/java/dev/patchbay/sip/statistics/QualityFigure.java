package dev.patchbay.sip.statistics;

/** A figure of voice quality in a relay's report. */
public enum QualityFigure {
    /** Mean opinion score, in tenths: 10..50. */
    MOS("MOS", "MOS"),
    /** In milliseconds. */
    JITTER("jitter", "jitter"),
    /** In microseconds. */
    ROUND_TRIP("round-trip time", "roundtrip"),
    /** Of one leg, in microseconds. */
    ROUND_TRIP_LEG("round-trip time leg", "roundtrip_leg"),
    /** In percent. */
    PACKET_LOSS("packet loss", "packetloss");

    private final String key;
    private final String word;

    QualityFigure(String key, String word) {
        this.key = key;
        this.word = word;
    }

    String key() {
        return key;
    }

    /** How the modules call it. */
    public String word() {
        return word;
    }
}
