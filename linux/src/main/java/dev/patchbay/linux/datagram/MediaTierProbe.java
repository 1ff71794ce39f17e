package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.Kernel;
import dev.patchbay.linux.abi.Linux;
import dev.patchbay.linux.process.OpenFileLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out at start which implementation of {@link MediaSockets} works here. */
public final class MediaTierProbe {

    /** Where the system calls come from. */
    interface LinuxSource {
        /** @throws IOException when there are none; the message says why */
        Linux load() throws IOException;
    }

    /** 1 = for privileged processes only, 2 = for nobody. */
    private static final Path URING_SWITCH = Path.of("/proc/sys/kernel/io_uring_disabled");

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
            case EPOLL -> new ChosenTier(epoll(load(MediaTier.EPOLL), options), "epoll, as configured");
            case IO_URING -> new ChosenTier(uring(load(MediaTier.IO_URING), options), "io_uring, as configured");
            case AUTO -> fastest(options);
        };
    }

    /**
     * The next tier, when the one chosen turned out not to work after all: its rings are larger than those of the trial, and there is
     * one for each worker.
     *
     * @param failed what {@link #choose} gave for {@link MediaTier#AUTO}
     * @param cause what opening it met
     * @throws IOException the cause, when there is no other tier
     */
    public ChosenTier instead(ChosenTier failed, IOException cause, SocketOptions options) throws IOException {
        if (!failed.sockets().tier().equals(MediaTier.IO_URING.optionName())) {
            throw cause;
        }
        String why = failed(MediaTier.IO_URING, cause.getMessage() + hint(cause.getMessage())).getMessage();
        return withoutUring(load(MediaTier.EPOLL), options, String.valueOf(why));
    }

    private ChosenTier fastest(SocketOptions options) {
        Linux linux;
        try {
            linux = source.load();
        } catch (IOException e) {
            return nio(options, "neither io_uring nor epoll works here: " + e.getMessage());
        }
        try {
            return new ChosenTier(uring(linux, options), "io_uring, the fastest that works here");
        } catch (IOException e) {
            return withoutUring(linux, options, String.valueOf(e.getMessage()));
        }
    }

    private static ChosenTier withoutUring(Linux linux, SocketOptions options, String why) {
        try {
            return new ChosenTier(epoll(linux, options), "epoll, because " + why);
        } catch (IOException e) {
            return nio(options, why + ", and " + e.getMessage());
        }
    }

    private static ChosenTier nio(SocketOptions options, String why) {
        return new ChosenTier(new NioSockets(options), "nio, because " + why);
    }

    private static MediaSockets uring(Linux linux, SocketOptions options) throws IOException {
        Optional<String> failure = new UringProbe(linux).failure();
        if (failure.isPresent()) {
            throw failed(MediaTier.IO_URING, failure.get() + hint(failure.get()));
        }
        return new UringSockets(linux, options, OpenFileLimit.current().soft());
    }

    private static MediaSockets epoll(Linux linux, SocketOptions options) throws IOException {
        Optional<String> failure = new EpollProbe(linux).failure();
        if (failure.isPresent()) {
            throw failed(MediaTier.EPOLL, failure.get());
        }
        return new EpollSockets(linux, options);
    }

    private Linux load(MediaTier tier) throws IOException {
        try {
            return source.load();
        } catch (IOException e) {
            throw failed(tier, String.valueOf(e.getMessage()));
        }
    }

    private static IOException failed(MediaTier tier, String why) {
        return new IOException(tier.optionName() + " does not work here: " + why);
    }

    /** What the administrator can do about it; a container's own filter leaves no trace. */
    private static String hint(@Nullable String failure) {
        if (failure != null && failure.endsWith(Errno.name(Errno.ENOMEM))) {
            return " (RLIMIT_MEMLOCK, ulimit -l, may be too low)";
        }
        try {
            String value = Files.readString(URING_SWITCH).strip();
            return value.equals("0") ? "" : " (kernel.io_uring_disabled is " + value + ")";
        } catch (IOException e) {
            return "";
        }
    }
}
