package dev.patchbay.log;

import java.util.Locale;
import java.util.Optional;

/** The parts of the relay whose log level can be set apart: {@code --log-level-NAME}, and {@code set loglevel NAME} in the CLI. */
public enum Subsystem {
    CORE("Everything that isn't part of another subsystem"),
    SPANDSP("Fax and tone library"),
    FFMPEG("Codec library"),
    TRANSCODING("Media and RTP transcoding"),
    CODEC("Codec negotiation"),
    RTCP("RTCP handling"),
    ICE("ICE negotiation"),
    CRYPTO("Negotiation of SRTP, crypto suites, DTLS, SDES"),
    SRTP("SRTP encryption and decryption"),
    INTERNALS("Noisy low-level internals"),
    HTTP("HTTP, HTTPS, WebSockets"),
    CONTROL("Control protocols including SDP exchanges, CLI"),
    DTX("DTX timer and buffer");

    /** All the names of the loggers start so. */
    static final String LOGGER_PREFIX = "dev.patchbay.log.";

    private final String displayName = name().toLowerCase(Locale.ROOT);
    private final String description;

    Subsystem(String description) {
        this.description = description;
    }

    /** The name in options, in the CLI and in every log line, e.g. {@code core}. */
    public String displayName() {
        return displayName;
    }

    /** One line for {@code --help} and {@code list loglevels}. */
    public String description() {
        return description;
    }

    /** Name of the {@link System.Logger}, e.g. {@code dev.patchbay.log.core}. */
    public String loggerName() {
        return LOGGER_PREFIX + displayName;
    }

    /** @return the subsystem of that name, case ignored; empty if there is none */
    public static Optional<Subsystem> named(String name) {
        for (Subsystem subsystem : values()) {
            if (subsystem.displayName.equalsIgnoreCase(name)) {
                return Optional.of(subsystem);
            }
        }
        return Optional.empty();
    }
}
