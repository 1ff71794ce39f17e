package dev.patchbay.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ice.IceSimulation.Nat;
import dev.patchbay.ice.IceSimulation.Node;
import dev.patchbay.net.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Thousands of pairs of agents over bad networks. A failure names its seed; {@code run} with it shows the same again. */
class IceSimulationTest {

    private static final int RUNS = 4000;
    private static final long FIRST_SEED = 1_000_003;

    /** A relay's side: reachable addresses, now and then a lite agent. */
    private static List<LocalCandidate> publicCandidates(IceSimulation network, String prefix, int components) {
        List<LocalCandidate> candidates = new ArrayList<>();
        int addresses = network.random.nextInt(1, 4);
        for (int i = 0; i < addresses; i++) {
            for (int component = 1; component <= components; component++) {
                TransportAddress base = TransportAddress.of(prefix + (i + 1), 40000 + component);
                candidates.add(new LocalCandidate(component, base, base, CandidatePriority.of(126, 65535 - i, component), "f" + i));
            }
        }
        return candidates;
    }

    private static List<RemoteCandidate> asRemote(List<LocalCandidate> locals) {
        List<RemoteCandidate> remotes = new ArrayList<>();
        locals.forEach(l -> remotes.add(
                new RemoteCandidate(l.component(), l.advertised(), CandidateType.HOST, l.priority(), l.foundation())));
        return remotes;
    }

    private record Side(IceMode mode, IceRole role, IceCredentials credentials, List<LocalCandidate> candidates) {
        IceSetup facing(@Nullable Side other, int knownCandidates) {
            RemoteDescription remote = other == null
                    ? null
                    : new RemoteDescription(
                            other.mode, other.credentials, asRemote(other.candidates).subList(0, Math.min(knownCandidates, other.candidates.size())));
            return new IceSetup(mode, role, credentials, candidates, remote);
        }

        Side restarted(IceSimulation network) {
            return new Side(mode, role, IceCredentials.random(network.random), candidates);
        }
    }

    @Test
    void shouldAlwaysComeToAnAgreement() {
        for (int i = 0; i < RUNS; i++) {
            long seed = FIRST_SEED + i;
            try {
                run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    static void run(long seed) {
        IceSimulation network = new IceSimulation(seed);
        int components = network.random.nextInt(1, 3);
        IceRole firstRole = network.random.nextBoolean() ? IceRole.CONTROLLING : IceRole.CONTROLLED;
        boolean isConflict = network.random.nextInt(4) == 0;
        boolean isLite = !isConflict && network.random.nextInt(4) == 0;
        Nat nat = network.random.nextBoolean() ? new Nat("203.0.113.9", network.random.nextBoolean()) : null;
        Side relay = new Side(
                isLite ? IceMode.LITE : IceMode.FULL,
                firstRole,
                IceCredentials.random(network.random),
                publicCandidates(network, "198.51.100.", components));
        Side peer = new Side(
                IceMode.FULL,
                isConflict ? firstRole : firstRole.other(),
                IceCredentials.random(network.random),
                publicCandidates(network, nat == null ? "192.0.2." : "10.0.0.", components));
        network.loss = network.random.nextDouble(0.2);
        network.duplication = network.random.nextDouble(0.2);
        network.maxDelayNs = network.random.nextLong(1, 300) * IceSimulation.MS;

        // One side knows the other first; candidates may come in two portions (trickle).
        Node relayNode = network.new Node(relay.facing(null, 0), null);
        Node peerNode = network.new Node(peer.facing(relay, network.random.nextInt(components, 10)), nat);
        network.run(network.random.nextLong(2 * IceSimulation.SECOND));
        relayNode.configure(relay.facing(peer, network.random.nextInt(0, 3)));
        network.run(network.random.nextLong(2 * IceSimulation.SECOND));
        peerNode.configure(peer.facing(relay, 10));
        relayNode.configure(relay.facing(peer, 10));
        network.run(20 * IceSimulation.SECOND);
        network.loss = 0;
        network.run(25 * IceSimulation.SECOND);
        shouldAgree(relayNode, peerNode, components);

        network.run(40 * IceSimulation.SECOND);
        shouldAgree(relayNode, peerNode, components);

        Side restartedRelay = relay.restarted(network);
        Side restartedPeer = peer.restarted(network);
        TransportAddress before = relayNode.remotes.get(1);
        network.loss = network.random.nextDouble(0.1);
        peerNode.configure(restartedPeer.facing(null, 0));
        relayNode.configure(restartedRelay.facing(restartedPeer, 10));
        assertThat(relayNode.remotes.get(1)).isEqualTo(before);
        network.run(network.random.nextLong(IceSimulation.SECOND));
        peerNode.configure(restartedPeer.facing(restartedRelay, 10));
        network.run(15 * IceSimulation.SECOND);
        network.loss = 0;
        network.run(25 * IceSimulation.SECOND);
        shouldAgree(relayNode, peerNode, components);
    }

    private static void shouldAgree(Node one, Node other, int components) {
        assertThat(one.agent.state()).as("%s", one).isEqualTo(IceState.COMPLETED);
        assertThat(other.agent.state()).as("%s", other).isEqualTo(IceState.COMPLETED);
        assertThat(one.agent.role()).as("%s %s", one, other).isNotEqualTo(other.agent.role());
        for (int component = 1; component <= components; component++) {
            assertThat(one.remotes.get(component)).isEqualTo(other.mediaSource(component));
            assertThat(other.remotes.get(component)).isEqualTo(one.mediaSource(component));
            assertThat(one.selected.get(component)).isTrue();
            assertThat(other.selected.get(component)).isTrue();
        }
    }
}
