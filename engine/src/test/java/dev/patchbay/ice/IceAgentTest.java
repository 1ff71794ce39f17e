package dev.patchbay.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ice.IceSimulation.Nat;
import dev.patchbay.ice.IceSimulation.Node;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunAttribute;
import dev.patchbay.stun.StunClass;
import dev.patchbay.stun.StunDigest;
import dev.patchbay.stun.StunError;
import dev.patchbay.stun.StunKey;
import dev.patchbay.stun.StunView;
import dev.patchbay.stun.StunWriter;
import dev.patchbay.stun.TransactionId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IceAgentTest {

    private static final IceCredentials LEFT = new IceCredentials("leftleft", "left-password-of-26-letters");
    private static final IceCredentials RIGHT = new IceCredentials("rightone", "right-password-of-26-letters");
    private static final IceCredentials LEFT_AGAIN = new IceCredentials("left-new", "another-password-of-left-too");
    private static final IceCredentials RIGHT_AGAIN = new IceCredentials("rightnew", "another-password-of-26-chars");
    private static final TransportAddress LEFT_RTP = TransportAddress.of("198.51.100.1", 40000);
    private static final TransportAddress RIGHT_RTP = TransportAddress.of("192.0.2.1", 5000);
    private static final TransportAddress ATTACKER = TransportAddress.of("203.0.113.66", 666);

    private final IceSimulation network = new IceSimulation(7);
    private final StunDigest digest = new StunDigest();
    private final StunView view = new StunView(digest);
    private final StunWriter writer = new StunWriter(digest);

    private static LocalCandidate local(int component, TransportAddress base) {
        return new LocalCandidate(component, base, base, CandidatePriority.of(126, 65535, component), "f");
    }

    private static RemoteCandidate remote(int component, TransportAddress address, int preference) {
        return new RemoteCandidate(component, address, CandidateType.HOST, CandidatePriority.of(126, preference, component), "r" + preference);
    }

    private static RemoteDescription description(IceMode mode, IceCredentials credentials, TransportAddress... addresses) {
        List<RemoteCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            candidates.add(remote(1, addresses[i], 60000 - i));
        }
        return new RemoteDescription(mode, credentials, candidates);
    }

    private static IceSetup left(IceMode mode, @Nullable RemoteDescription remote) {
        return new IceSetup(mode, IceRole.CONTROLLING, LEFT, List.of(local(1, LEFT_RTP)), remote);
    }

    private static IceSetup right(IceMode mode, @Nullable RemoteDescription remote) {
        return new IceSetup(mode, IceRole.CONTROLLED, RIGHT, List.of(local(1, RIGHT_RTP)), remote);
    }

    private Node leftNode(IceMode mode) {
        return network.new Node(left(mode, description(IceMode.FULL, RIGHT, RIGHT_RTP)), null);
    }

    private Node rightNode(IceMode leftMode) {
        return network.new Node(right(IceMode.FULL, description(leftMode, LEFT, LEFT_RTP)), null);
    }

    private StunOutcome give(Node node, TransportAddress source) {
        ByteBuffer message = ByteBuffer.allocate(writer.length());
        writer.copyTo(message);
        assertThat(view.wrap(message, message.capacity())).isTrue();
        return node.agent.onMessage(view, node.setup.localCandidates().getFirst(), IceSimulation.source(source), network.nowNs);
    }

    private StunWriter request(String username) {
        return writer.begin(StunClass.REQUEST, TransactionId.random(network.random))
                .text(StunAttribute.USERNAME, username)
                .role(StunAttribute.ICE_CONTROLLED, 1)
                .priority(1000);
    }

    @Test
    void shouldUseAPairBeforeItIsNominated() {
        Node left = leftNode(IceMode.FULL);
        rightNode(IceMode.FULL);
        network.run(3 * IceSimulation.MS);
        assertThat(left.remotes).containsEntry(1, RIGHT_RTP);
        network.run(IceSimulation.SECOND);
        assertThat(left.states).containsExactly(IceState.CHECKING, IceState.CONNECTED, IceState.COMPLETED);
        assertThat(left.selected).containsEntry(1, true);
    }

    @Test
    void shouldReportWhenConsentExpiresAndWhenItComesBack() {
        Node left = leftNode(IceMode.FULL);
        Node right = rightNode(IceMode.FULL);
        network.run(10 * IceSimulation.SECOND);
        network.isCut = true;
        network.run(24 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
        network.run(8 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.DISCONNECTED);
        assertThat(right.agent.state()).isEqualTo(IceState.DISCONNECTED);
        assertThat(left.agent.hasConsent(1)).isFalse();
        assertThat(left.consent).containsEntry(1, false);
        network.isCut = false;
        network.run(10 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
        assertThat(left.agent.hasConsent(1)).isTrue();
        assertThat(left.consent).containsEntry(1, true);
    }

    @Test
    void shouldAskForConsentEveryFiveSecondsAtDifferentTimes() {
        Node left = leftNode(IceMode.FULL);
        rightNode(IceMode.FULL);
        network.run(2 * IceSimulation.SECOND);
        left.sent = 0;
        network.run(300 * IceSimulation.SECOND);
        // One question and one answer every five seconds.
        assertThat(left.sent).isBetween(100, 150);
    }

    @Test
    void shouldFindThePeerAgainAfterItsNatHasForgotten() {
        Nat nat = new Nat("203.0.113.9", true);
        TransportAddress inside = TransportAddress.of("10.0.0.1", 5000);
        Node left = network.new Node(left(IceMode.FULL, description(IceMode.FULL, RIGHT, inside)), null);
        Node right = network.new Node(
                new IceSetup(
                        IceMode.FULL, IceRole.CONTROLLED, RIGHT, List.of(local(1, inside)), description(IceMode.FULL, LEFT, LEFT_RTP)),
                nat);
        network.run(5 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
        nat.rebind();
        network.run(60 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
        assertThat(left.remotes).containsEntry(1, right.mediaSource(1));
    }

    @Test
    void shouldWaitWithFailureForChecksOfThePeer() {
        Node left = leftNode(IceMode.FULL);
        network.run(39 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.CHECKING);
        network.run(2 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.FAILED);
        assertThat(left.agent.nextTimerNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(left.sent).isEqualTo(Check.MAX_SENT);
        rightNode(IceMode.FULL);
        network.run(2 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
    }

    @Test
    void shouldAnswerWithoutCheckingWhenLite() {
        Node left = leftNode(IceMode.LITE);
        Node right = rightNode(IceMode.LITE);
        assertThat(left.agent.nextTimerNs()).isEqualTo(Long.MAX_VALUE);
        network.run(2 * IceSimulation.SECOND);
        assertThat(left.agent.role()).isEqualTo(IceRole.CONTROLLED);
        assertThat(right.agent.role()).isEqualTo(IceRole.CONTROLLING);
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
        assertThat(left.remotes).containsEntry(1, RIGHT_RTP);
    }

    @Test
    void shouldAgreeWithoutAnyMessageWhenBothAreLite() {
        Node left = network.new Node(left(IceMode.LITE, description(IceMode.LITE, RIGHT, RIGHT_RTP)), null);
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
        assertThat(left.remotes).containsEntry(1, RIGHT_RTP);
        assertThat(left.sent).isZero();
    }

    @Test
    void shouldBelieveNobodyWithoutThePassword() {
        Node left = leftNode(IceMode.FULL);
        rightNode(IceMode.FULL);
        network.run(2 * IceSimulation.SECOND);
        TransportAddress before = left.remotes.get(1);

        request("leftleft:rightone").useCandidate().fingerprint();
        assertThat(give(left, ATTACKER)).isEqualTo(StunOutcome.UNAUTHENTIC);
        request("leftleft:rightone").useCandidate().integrity(StunKey.ofPassword("guessed")).fingerprint();
        assertThat(give(left, ATTACKER)).isEqualTo(StunOutcome.UNAUTHENTIC);
        request("somebody:rightone").integrity(StunKey.ofPassword(LEFT.password())).fingerprint();
        assertThat(give(left, ATTACKER)).isEqualTo(StunOutcome.UNAUTHENTIC);
        writer.begin(StunClass.SUCCESS, TransactionId.random(network.random))
                .xorMappedAddress(ATTACKER)
                .integrity(StunKey.ofPassword(RIGHT.password()))
                .fingerprint();
        assertThat(give(left, ATTACKER)).isEqualTo(StunOutcome.UNMATCHED);
        writer.begin(StunClass.INDICATION, TransactionId.random(network.random)).fingerprint();
        assertThat(give(left, ATTACKER)).isEqualTo(StunOutcome.IGNORED);

        assertThat(left.agent.isValidated(1, IceSimulation.source(ATTACKER))).isFalse();
        assertThat(left.agent.isValidated(1, IceSimulation.source(RIGHT_RTP))).isTrue();
        network.run(60 * IceSimulation.SECOND);
        assertThat(left.remotes).containsEntry(1, before);
    }

    @Test
    void shouldNotServeAsAReflector() {
        Node left = leftNode(IceMode.FULL);
        left.sent = 0;
        for (int i = 0; i < 1000; i++) {
            request("leftleft:rightone").integrity(StunKey.ofPassword("guessed")).fingerprint();
            give(left, ATTACKER);
        }
        assertThat(left.sent).isEqualTo(10);
    }

    @Test
    void shouldNotFollowAReplayedCheck() {
        Node left = leftNode(IceMode.FULL);
        Node right = rightNode(IceMode.FULL);
        network.run(2 * IceSimulation.SECOND);
        request("leftleft:rightone").useCandidate().integrity(StunKey.ofPassword(LEFT.password())).fingerprint();
        assertThat(give(left, ATTACKER)).isEqualTo(StunOutcome.ANSWERED);
        network.run(60 * IceSimulation.SECOND);
        assertThat(left.remotes).containsEntry(1, RIGHT_RTP);
        assertThat(right.agent.state()).isEqualTo(IceState.COMPLETED);
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        Node left = leftNode(IceMode.FULL);
        request("leftleft:rightone").error(StunError.BAD_REQUEST);
        ByteBuffer message = ByteBuffer.allocate(writer.length());
        writer.copyTo(message);
        // ERROR-CODE becomes an attribute that nobody knows and everybody must understand.
        int at = writer.length() - 4 - 16;
        message.putShort(at, (short) 0x7777);
        assertThat(view.wrap(message, message.capacity())).isTrue();
        assertThat(view.unknownCount()).isEqualTo(1);
        left.sent = 0;
        assertThat(left.agent.onMessage(view, left.setup.localCandidates().getFirst(), IceSimulation.source(RIGHT_RTP), network.nowNs))
                .isEqualTo(StunOutcome.UNAUTHENTIC);
    }

    @Test
    void shouldKeepTheCheckOfAPeerThatIsNotDescribedYet() {
        Node left = network.new Node(left(IceMode.FULL, null), null);
        rightNode(IceMode.FULL);
        network.run(3 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.NEW);
        assertThat(left.agent.isValidated(1, IceSimulation.source(RIGHT_RTP))).isTrue();
        left.configure(left(IceMode.FULL, new RemoteDescription(IceMode.FULL, RIGHT, List.of())));
        network.run(IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
    }

    @Test
    void shouldKeepTheOldPairDuringARestart() {
        Node left = leftNode(IceMode.FULL);
        Node right = rightNode(IceMode.FULL);
        network.run(2 * IceSimulation.SECOND);
        TransportAddress moved = TransportAddress.of("192.0.2.2", 6000);
        left.configure(left(IceMode.FULL, description(IceMode.FULL, RIGHT_AGAIN, moved)));
        network.run(5 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.CHECKING);
        assertThat(left.remotes).containsEntry(1, RIGHT_RTP);
        right.configure(new IceSetup(
                IceMode.FULL, IceRole.CONTROLLED, RIGHT_AGAIN, List.of(local(1, moved)), description(IceMode.FULL, LEFT, LEFT_RTP)));
        network.run(5 * IceSimulation.SECOND);
        assertThat(left.remotes).containsEntry(1, moved);
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
    }

    /** As browsers do on a busy host: new ports, new candidates, and our former credentials until they have read the answer. */
    @Test
    void shouldTakeMediaFromAPeerThatRestartedAndDoesNotKnowOurNewCredentials() {
        Node left = leftNode(IceMode.FULL);
        Node right = rightNode(IceMode.FULL);
        network.run(2 * IceSimulation.SECOND);
        TransportAddress moved = TransportAddress.of("192.0.2.1", 6000);
        left.configure(new IceSetup(
                IceMode.FULL, IceRole.CONTROLLED, LEFT_AGAIN, List.of(local(1, LEFT_RTP)), description(IceMode.FULL, RIGHT_AGAIN, moved)));
        assertThat(left.agent.isValidated(1, IceSimulation.source(moved))).isFalse();
        request("leftleft:rightnew").integrity(StunKey.ofPassword(LEFT.password())).fingerprint();
        assertThat(give(left, moved)).isEqualTo(StunOutcome.ANSWERED);
        assertThat(left.agent.isValidated(1, IceSimulation.source(moved))).isTrue();

        // Nobody answers there yet: the check fails in the end.
        network.run(60 * IceSimulation.SECOND);
        assertThat(left.agent.report()).extracting(PairReport::state).containsOnly(PairState.FAILED);
        right.configure(new IceSetup(
                IceMode.FULL, IceRole.CONTROLLING, RIGHT_AGAIN, List.of(local(1, moved)), description(IceMode.FULL, LEFT_AGAIN, LEFT_RTP)));
        request("leftleft:rightnew").integrity(StunKey.ofPassword(LEFT.password())).fingerprint();
        give(left, moved);
        network.run(5 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
        assertThat(left.remotes).containsEntry(1, moved);
    }

    @Test
    void shouldNeverCheckAddressesThatDoHarm() {
        Node left = network.new Node(
                left(IceMode.FULL, description(
                        IceMode.FULL,
                        RIGHT,
                        TransportAddress.of("127.0.0.1", 22),
                        TransportAddress.of("169.254.1.1", 5000),
                        TransportAddress.of("0.0.0.0", 5000),
                        TransportAddress.of("fe80::1", 5000),
                        TransportAddress.of("2001:db8::1", 5000),
                        TransportAddress.of("192.0.2.1", 0))),
                null);
        network.run(60 * IceSimulation.SECOND);
        assertThat(left.sent).isZero();
    }

    /** A browser on the relay's host does not gather loopback, and a relay for this host has nothing else. */
    @Test
    void shouldReachOtherAddressesOfThisHostFromLoopback() {
        TransportAddress loopback = TransportAddress.of("127.0.0.1", 40000);
        Node left = network.new Node(
                new IceSetup(
                        IceMode.FULL,
                        IceRole.CONTROLLING,
                        LEFT,
                        List.of(local(1, loopback)),
                        description(IceMode.FULL, RIGHT, RIGHT_RTP, TransportAddress.of("0.0.0.0", 5000))),
                null);
        network.run(100 * IceSimulation.MS);
        assertThat(left.sent).isPositive();
    }

    @Test
    void shouldCheckABoundedNumberOfCandidates() {
        TransportAddress[] many = new TransportAddress[500];
        for (int i = 0; i < many.length; i++) {
            many[i] = TransportAddress.of("192.0.2.1", 1000 + i);
        }
        Node left = network.new Node(left(IceMode.FULL, description(IceMode.FULL, RIGHT, many)), null);
        network.run(400 * IceSimulation.SECOND);
        assertThat(left.sent).isEqualTo(IceAgent.MAX_REMOTE_CANDIDATES * Check.MAX_SENT);
        assertThat(left.agent.state()).isEqualTo(IceState.FAILED);
    }

    @Test
    void shouldDoWithoutRtcpThatIsMultiplexed() {
        TransportAddress rtcp = TransportAddress.of("198.51.100.1", 40001);
        IceSetup both = new IceSetup(
                IceMode.FULL,
                IceRole.CONTROLLING,
                LEFT,
                List.of(local(1, LEFT_RTP), local(2, rtcp)),
                new RemoteDescription(
                        IceMode.FULL, RIGHT, List.of(remote(1, RIGHT_RTP, 60000), remote(2, TransportAddress.of("192.0.2.1", 5001), 60000))));
        Node left = network.new Node(both, null);
        rightNode(IceMode.FULL);
        network.run(2 * IceSimulation.SECOND);
        assertThat(left.agent.state()).isEqualTo(IceState.CHECKING);
        left.configure(left(IceMode.FULL, both.remote()));
        assertThat(left.agent.state()).isEqualTo(IceState.COMPLETED);
    }
}
