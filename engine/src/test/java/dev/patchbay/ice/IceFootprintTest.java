package dev.patchbay.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunDigest;
import dev.patchbay.stun.StunWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents report of their size, against the heap that many of them take. */
class IceFootprintTest {

    private static final int AGENTS = 1000;

    /** The far end of nothing. */
    private static final class Silence implements IceListener {
        @Override
        public void send(LocalCandidate from, TransportAddress target, StunWriter message) {}

        @Override
        public void onPair(int component, LocalCandidate local, TransportAddress remote, boolean isSelected) {}

        @Override
        public void onState(IceState former, IceState now) {}

        @Override
        public void onConsent(int component, boolean isGiven) {}
    }

    private final CheckMessages messages = new CheckMessages(new StunDigest(), "rtpengine-test");
    private final SplittableRandom random = new SplittableRandom(1);

    /** An agent in the midst of its checks, with all that signalling has given it. */
    private IceAgent agent(int locals, int remotes) {
        List<LocalCandidate> ours = new ArrayList<>();
        for (int i = 0; i < locals; i++) {
            TransportAddress base = TransportAddress.of("198.51.100." + (i + 1), 40000);
            ours.add(new LocalCandidate(1, base, base, CandidatePriority.of(126, 65535 - i, 1), "foundation-of-" + i));
        }
        List<RemoteCandidate> theirs = new ArrayList<>();
        for (int i = 0; i < remotes; i++) {
            TransportAddress address = TransportAddress.of("192.0.2.1", 1000 + i);
            theirs.add(new RemoteCandidate(1, address, CandidateType.HOST, CandidatePriority.of(126, 60000 - i, 1), "their-foundation-" + i));
        }
        RemoteDescription remote = new RemoteDescription(IceMode.FULL, IceCredentials.random(random), theirs);
        IceSetup setup = new IceSetup(IceMode.FULL, IceRole.CONTROLLING, IceCredentials.random(random), ours, remote);
        IceAgent agent = new IceAgent(messages, random, new Silence(), setup, 1);
        for (int i = 0; i < remotes * locals; i++) {
            agent.onTimer(1 + i * CheckSender.PACE_NS);
        }
        return agent;
    }

    @ParameterizedTest(name = "{0} addresses of ours, {1} of the peer")
    @CsvSource({"1, 0", "1, 2", "2, 8", "1, 64", "4, 64"})
    void shouldReportAboutWhatItTakes(int locals, int remotes) {
        int reported = agent(locals, remotes).footprintBytes();
        long measured = 0;
        for (int turn = 0; turn < 3; turn++) { // what others leave and is freed meanwhile makes it less, never more
            measured = Math.max(measured, bytesPerAgent(locals, remotes));
        }
        assertThat(measured).as("bytes per agent, %d reported", reported).isBetween(reported / 4L, reported * 11L / 10);
        assertThat(reported).isLessThanOrEqualTo(IceFootprint.MAX_BYTES);
    }

    private long bytesPerAgent(int locals, int remotes) {
        List<IceAgent> agents = new ArrayList<>(AGENTS);
        long before = usedBytes();
        for (int i = 0; i < AGENTS; i++) {
            agents.add(agent(locals, remotes));
        }
        return (usedBytes() - before) / agents.size();
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) { // what other tests have left goes in steps
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
