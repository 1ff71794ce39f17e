package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.Kernel;
import dev.patchbay.linux.abi.Linux;
import java.io.IOException;
import java.util.Optional;

/** Finds out at start which implementation of {@link MediaSockets} works here. */
public final class MediaTierProbe {

    /** Where the system calls come from. */
    interface LinuxSource {
        /** @throws IOException when there are none; the message says why */
        Linux load() throws IOException;
    }

    private final LinuxSource source;

    /** For this machine. */
    public MediaTierProbe() {
        this(Kernel::load);
    }

    MediaTierProbe(LinuxSource source) {
        this.source = source;
    }

    /**
     * Chooses the tier.
     *
     * @param wanted {@link MediaTier#AUTO} takes the fastest that works
     * @throws IOException when a certain tier is wanted and does not work; the message says why
     */
    public ChosenTier choose(MediaTier wanted, SocketOptions options) throws IOException {
        return switch (wanted) {
            case NIO -> new ChosenTier(new NioSockets(options), "nio, as configured");
            case EPOLL -> new ChosenTier(epoll(options), "epoll, as configured");
            case AUTO -> fastest(options);
        };
    }

    private ChosenTier fastest(SocketOptions options) {
        try {
            return new ChosenTier(epoll(options), "epoll, the fastest that works here");
        } catch (IOException e) {
            return new ChosenTier(new NioSockets(options), "nio, because " + e.getMessage());
        }
    }

    private MediaSockets epoll(SocketOptions options) throws IOException {
        Linux linux;
        try {
            linux = source.load();
        } catch (IOException e) {
            throw new IOException("epoll does not work here: " + e.getMessage(), e);
        }
        Optional<String> failure = new EpollProbe(linux).failure();
        if (failure.isPresent()) {
            throw new IOException("epoll does not work here: " + failure.get());
        }
        return new EpollSockets(linux, options);
    }
}
