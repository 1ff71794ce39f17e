package dev.patchbay.linux.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.FaultyLinux;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MediaTierProbeTest {

    private static final MediaTierProbe NO_NATIVE_CALLS = new MediaTierProbe(() -> {
        throw new IOException("native calls cannot be made (unresolved symbol: recvmmsg)");
    });

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldChooseEpollHere() throws IOException {
        ChosenTier chosen = new MediaTierProbe().choose(MediaTier.AUTO, SocketOptions.DEFAULT);
        assertThat(chosen.sockets().tier()).isEqualTo("epoll");
        assertThat(chosen.reason()).isEqualTo("epoll, the fastest that works here");
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
    void shouldFallBackWhateverCallIsForbidden() throws IOException {
        List<String> reasons = new ArrayList<>();
        for (int step = 1; ; step++) {
            FaultyLinux linux = new FaultyLinux();
            linux.failAt(step, Errno.EPERM);
            ChosenTier chosen = new MediaTierProbe(() -> linux).choose(MediaTier.AUTO, SocketOptions.DEFAULT);
            assertThat(linux.openDescriptors()).isEmpty();
            assertThat(linux.isAllMemoryFree()).isTrue();
            if (!linux.hasFailed()) {
                assertThat(chosen.sockets().tier()).isEqualTo("epoll");
                break;
            }
            assertThat(chosen.sockets().tier()).isEqualTo("nio");
            assertThat(chosen.reason())
                    .startsWith("nio, because epoll does not work here: ")
                    .endsWith(" gives EPERM")
                    .doesNotContain("\n");
            reasons.add(chosen.reason().replaceAll(".*: (\\w+) gives.*", "$1"));
        }
        assertThat(reasons)
                .containsExactly(
                        "socket", "bind", "getsockname", "epoll_create1", "eventfd", "epoll_ctl", "epoll_wait",
                        "recvmmsg", "sendmmsg", "sendto");
    }

    @Test
    void shouldFallBackWhereNoNativeCallCanBeMade() throws IOException {
        ChosenTier chosen = NO_NATIVE_CALLS.choose(MediaTier.AUTO, SocketOptions.DEFAULT);
        assertThat(chosen.sockets().tier()).isEqualTo("nio");
        assertThat(chosen.reason())
                .isEqualTo("nio, because epoll does not work here: native calls cannot be made"
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
