package dev.patchbay.linux.datagram;

import java.util.Optional;

/** Which {@link MediaSockets} to use, as the option says it. */
public enum MediaTier {
    /** The fastest that works here. */
    AUTO("auto"),
    IO_URING("io_uring"),
    EPOLL("epoll"),
    NIO("nio");

    private final String optionName;

    MediaTier(String optionName) {
        this.optionName = optionName;
    }

    /** The option's value, also the name in logs and metrics. */
    public String optionName() {
        return optionName;
    }

    /** Empty for an unknown value. */
    public static Optional<MediaTier> ofOptionName(String value) {
        for (MediaTier tier : values()) {
            if (tier.optionName.equals(value)) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }
}
