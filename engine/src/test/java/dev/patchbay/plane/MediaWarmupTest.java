package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ice.IceSettings;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.linux.datagram.MediaSocket;
import dev.patchbay.linux.datagram.MediaSockets;
import dev.patchbay.linux.datagram.MediaTier;
import dev.patchbay.linux.datagram.MediaTierProbe;
import dev.patchbay.linux.datagram.SocketOptions;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.sim.TestHandshakes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MediaWarmupTest {

    /** Those of this machine, remembered. */
    private static final class WatchedSockets implements MediaSockets {
        private final MediaSockets real;
        private final List<MediaSocket> bound = new ArrayList<>();
        private int failAt = Integer.MAX_VALUE;

        WatchedSockets() throws IOException {
            real = new MediaTierProbe().choose(MediaTier.AUTO, SocketOptions.DEFAULT).sockets();
        }

        @Override
        public MediaSocket bind(TransportAddress local) throws IOException {
            if (bound.size() == failAt) {
                throw new IOException("EMFILE, for the test");
            }
            bound.add(real.bind(local));
            return bound.getLast();
        }

        @Override
        public DatagramIo openIo() throws IOException {
            return real.openIo();
        }

        @Override
        public String tier() {
            return real.tier();
        }
    }

    private static final PlaneSettings SETTINGS = new PlaneSettings(
            MosFormula.CQ, new IceSettings("rtpengine-test", false), new SplittableRandom(1), TestHandshakes.UNLIMITED);

    private final WatchedSockets sockets = new WatchedSockets();

    MediaWarmupTest() throws IOException {}

    @Test
    void shouldSendPacketsThroughThePacketPathAndLeaveNothingOpen() {
        int through = new MediaWarmup(sockets, SETTINGS, MediaWorkers.systemClock()).run(TimeUnit.SECONDS.toNanos(10), () -> false);
        assertThat(through).isPositive();
        assertThat(sockets.bound).hasSize(2).allSatisfy(socket -> assertThat(socket.isReleased()).isTrue());
    }

    @Test
    void shouldStopWhenItsTimeIsOverOrItIsEnough() {
        assertThat(new MediaWarmup(sockets, SETTINGS, MediaWorkers.systemClock()).run(0, () -> false)).isZero();
        assertThat(new MediaWarmup(sockets, SETTINGS, MediaWorkers.systemClock()).run(TimeUnit.HOURS.toNanos(1), () -> true)).isZero();
        assertThat(sockets.bound).hasSize(4).allSatisfy(socket -> assertThat(socket.isReleased()).isTrue());
    }

    @Test
    void shouldDoNothingWithoutSockets() {
        sockets.failAt = 1;
        assertThat(new MediaWarmup(sockets, SETTINGS, MediaWorkers.systemClock()).run(TimeUnit.SECONDS.toNanos(10), () -> false)).isZero();
        assertThat(sockets.bound).hasSize(1).allSatisfy(socket -> assertThat(socket.isReleased()).isTrue());
    }
}
