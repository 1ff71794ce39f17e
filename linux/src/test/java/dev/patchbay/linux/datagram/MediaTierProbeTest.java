package dev.patchbay.linux.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.FaultyLinux;
import dev.patchbay.linux.abi.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MediaTierProbeTest {

    private static final MediaTierProbe NO_NATIVE_CALLS = new MediaTierProbe(() -> {
        throw new IOException("native calls cannot be made (unresolved symbol: recvmmsg)");
    });

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldChooseTheFastestThatWorksHere() throws IOException {
        ChosenTier chosen = new MediaTierProbe().choose(MediaTier.AUTO, SocketOptions.DEFAULT);
        Optional<String> uringFailure = new UringProbe(Kernel.load()).failure();
        if (uringFailure.isEmpty()) {
            assertThat(chosen.sockets().tier()).isEqualTo("io_uring");
            assertThat(chosen.reason()).isEqualTo("io_uring, the fastest that works here");
        } else {
            assertThat(chosen.sockets().tier()).isEqualTo("epoll");
            assertThat(chosen.reason())
                    .startsWith("epoll, because io_uring does not work here: " + uringFailure.get());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldDoAsConfigured() throws IOException {
        MediaTierProbe probe = new MediaTierProbe(FaultyLinux::new);
        assertThat(probe.choose(MediaTier.EPOLL, SocketOptions.DEFAULT).sockets().tier()).isEqualTo("epoll");
        ChosenTier nio = probe.choose(MediaTier.NIO, SocketOptions.DEFAULT);
        assertThat(nio.sockets().tier()).isEqualTo("nio");
        assertThat(nio.reason()).isEqualTo("nio, as configured");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldFallBackToEpollWhateverUringLacks() throws IOException {
        assumeTrue(new UringProbe(Kernel.load()).failure().isEmpty(), "io_uring does not work here");
        Set<String> reasons = new LinkedHashSet<>();
        for (int step = 1; ; step++) {
            FaultyLinux linux = new FaultyLinux();
            linux.failAt(step, Errno.EPERM);
            Optional<String> failure = new UringProbe(linux).failure();
            assertThat(linux.openDescriptors()).isEmpty();
            assertThat(linux.isAllMemoryFree()).isTrue();
            if (!linux.hasFailed()) {
                assertThat(failure).isEmpty();
                break;
            }
            failure.ifPresent(reasons::add);
        }
        assertThat(reasons)
                .containsExactly(
                        "io_uring_setup: EPERM",
                        "mmap of a ring: EPERM",
                        "io_uring_register of 1 files: EPERM",
                        "mmap of 256 bytes: EPERM",
                        "mmap of 1024 bytes: EPERM",
                        "io_uring_register of a buffer ring: EPERM",
                        "io_uring_register to enable the ring: EPERM",
                        "eventfd: EPERM",
                        "socket: EPERM",
                        "bind: EPERM",
                        "io_uring_enter: EPERM",
                        "io_uring_register of no files: EPERM");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSayWhyEpollIsUsed() throws IOException {
        FaultyLinux linux = new FaultyLinux();
        linux.fail("ringSetup", Errno.EPERM); // as a container's filter does, or kernel.io_uring_disabled
        ChosenTier chosen = new MediaTierProbe(() -> linux).choose(MediaTier.AUTO, SocketOptions.DEFAULT);
        assertThat(chosen.sockets().tier()).isEqualTo("epoll");
        assertThat(chosen.reason()).startsWith("epoll, because io_uring does not work here: io_uring_setup: EPERM");
        linux.fail("ringSetup", Errno.ENOSYS); // before Linux 5.1
        assertThat(new MediaTierProbe(() -> linux).choose(MediaTier.AUTO, SocketOptions.DEFAULT).reason())
                .contains("io_uring_setup: ENOSYS");
        linux.fail("ringSetup", Errno.ENOMEM); // RLIMIT_MEMLOCK, on some kernels
        assertThat(new MediaTierProbe(() -> linux).choose(MediaTier.AUTO, SocketOptions.DEFAULT).reason())
                .endsWith("io_uring_setup: ENOMEM (RLIMIT_MEMLOCK, ulimit -l, may be too low)");
        assertThatThrownBy(() -> new MediaTierProbe(() -> linux).choose(MediaTier.IO_URING, SocketOptions.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("io_uring does not work here: io_uring_setup: ENOMEM");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldGoOnToTheNextTierWhenTheFirstFailsAfterAll() throws IOException {
        assumeTrue(new UringProbe(Kernel.load()).failure().isEmpty(), "io_uring does not work here");
        FaultyLinux linux = new FaultyLinux();
        MediaTierProbe probe = new MediaTierProbe(() -> linux);
        ChosenTier chosen = probe.choose(MediaTier.AUTO, SocketOptions.DEFAULT);
        linux.fail("ringSetup", Errno.ENOMEM);
        IOException cause = catchThrowableOfType(IOException.class, () -> chosen.sockets().openIo());
        ChosenTier next = probe.instead(chosen, cause, SocketOptions.DEFAULT);
        assertThat(next.sockets().tier()).isEqualTo("epoll");
        assertThat(next.reason())
                .isEqualTo("epoll, because io_uring does not work here: io_uring_setup: ENOMEM"
                        + " (RLIMIT_MEMLOCK, ulimit -l, may be too low)");
        assertThatThrownBy(() -> probe.instead(next, cause, SocketOptions.DEFAULT)).isSameAs(cause);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldFallBackToNioWhateverCallIsForbidden() throws IOException {
        List<String> reasons = new ArrayList<>();
        for (int step = 1; ; step++) {
            FaultyLinux linux = new FaultyLinux();
            linux.failAt(step, Errno.EPERM);
            Optional<String> failure = new EpollProbe(linux).failure();
            assertThat(linux.openDescriptors()).isEmpty();
            assertThat(linux.isAllMemoryFree()).isTrue();
            if (!linux.hasFailed()) {
                assertThat(failure).isEmpty();
                break;
            }
            reasons.add(failure.orElseThrow());
        }
        assertThat(reasons)
                .containsExactly(
                        "socket gives EPERM",
                        "bind gives EPERM",
                        "getsockname gives EPERM",
                        "epoll_create1 gives EPERM",
                        "eventfd gives EPERM",
                        "epoll_ctl gives EPERM",
                        "epoll_wait gives EPERM",
                        "recvmmsg gives EPERM",
                        "sendmmsg gives EPERM",
                        "sendto gives EPERM");
        FaultyLinux linux = new FaultyLinux();
        linux.fail("ringSetup", Errno.EPERM);
        linux.fail("recvmmsg", Errno.EPERM);
        ChosenTier chosen = new MediaTierProbe(() -> linux).choose(MediaTier.AUTO, SocketOptions.DEFAULT);
        assertThat(chosen.sockets().tier()).isEqualTo("nio");
        assertThat(chosen.reason())
                .startsWith("nio, because io_uring does not work here: ")
                .endsWith(", and epoll does not work here: recvmmsg gives EPERM")
                .doesNotContain("\n");
    }

    @Test
    void shouldFallBackWhereNoNativeCallCanBeMade() throws IOException {
        ChosenTier chosen = NO_NATIVE_CALLS.choose(MediaTier.AUTO, SocketOptions.DEFAULT);
        assertThat(chosen.sockets().tier()).isEqualTo("nio");
        assertThat(chosen.reason())
                .isEqualTo("nio, because neither io_uring nor epoll works here: native calls cannot be made"
                        + " (unresolved symbol: recvmmsg)");
    }

    @Test
    void shouldRefuseATierThatIsForcedAndDoesNotWork() {
        assertThatThrownBy(() -> NO_NATIVE_CALLS.choose(MediaTier.EPOLL, SocketOptions.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessage("epoll does not work here: native calls cannot be made (unresolved symbol: recvmmsg)");
    }

    @Test
    void shouldReadTheOption() {
        for (MediaTier tier : MediaTier.values()) {
            assertThat(MediaTier.ofOptionName(tier.optionName())).contains(tier);
        }
        assertThat(MediaTier.ofOptionName("EPOLL")).isEmpty();
        assertThat(MediaTier.ofOptionName("")).isEmpty();
    }
}
