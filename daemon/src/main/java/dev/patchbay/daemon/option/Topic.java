package dev.patchbay.daemon.option;

/** Sections of {@code --help} and of the options page. */
public enum Topic {
    PROGRAM("Program"),
    MEDIA("Media addresses and forwarding"),
    CONTROL("Control protocols"),
    TIMEOUTS("Timeouts"),
    LIMITS("Limits"),
    EVENTS("Callbacks and DTMF events"),
    LOGGING("Logging"),
    THREADS("Threads"),
    RECORDING("Recording"),
    STATISTICS("Statistics to other systems"),
    REDIS("Redis"),
    CRYPTO("SRTP and DTLS"),
    TRANSCODING("Transcoding and media playback");

    private final String title;

    Topic(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
