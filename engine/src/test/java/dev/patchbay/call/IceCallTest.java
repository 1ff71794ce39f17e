package dev.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ice.IceRole;
import dev.patchbay.ice.IceSettings;
import dev.patchbay.ice.IceState;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.EndpointRule;
import dev.patchbay.plan.IceStatus;
import dev.patchbay.sim.SimPeer;
import dev.patchbay.stun.StunAttribute;
import dev.patchbay.stun.StunClass;
import dev.patchbay.stun.StunDigest;
import dev.patchbay.stun.StunKey;
import dev.patchbay.stun.StunWriter;
import dev.patchbay.stun.TransactionId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** ICE phones and plain ones on a simulated network, with the relay between them. */
class IceCallTest {

    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;
    private static final String CALL = "c1";

    private final SimulatedRelay sim = new SimulatedRelay(3, 30000, 30999, new IceSettings("rtpengine-test", true));
    private final IcePhone caller = new IcePhone(sim, "198.51.100.1", 4000, 11);
    private final IcePhone callee = new IcePhone(sim, "198.51.100.2", 5000, 12);
    private byte sequence;

    @AfterEach
    void close() {
        sim.close();
    }

    private void run(long ns) {
        for (long end = sim.network.nowNs() + ns; sim.network.nowNs() < end; ) {
            sim.advance(5 * MS);
            caller.work();
            callee.work();
        }
    }

    private byte[] rtp() {
        byte[] packet = new byte[172];
        ByteBuffer.wrap(packet).put((byte) 0x80).put((byte) 0).putShort(sequence++).putInt(160).putInt(0x1234);
        return packet;
    }

    private String offer(String sdp, String... flags) throws Exception {
        return sim.relay.offer(Ng.offer(CALL, "a", sdp).put("ICE", "force").put("flags", NgList.ofStrings(List.of(flags))));
    }

    private String answer(String sdp, String treatment) throws Exception {
        return sim.relay.answer(Ng.answer(CALL, "a", "b", sdp).put("ICE", treatment));
    }

    private void connect() throws Exception {
        callee.learn(offer(caller.sdp()), IceRole.CONTROLLED);
        caller.learn(answer(callee.sdp(), "force"), IceRole.CONTROLLING);
        run(2 * SECOND);
    }

    private IceStatus ice(String tag) {
        return Objects.requireNonNull(section(tag).ice()).status();
    }

    private MediaSection section(String tag) {
        return sim.relay.state(CALL).tagged(tag).orElseThrow().sections().getFirst();
    }

    private ComponentStatus rtpOf(String tag) {
        return section(tag).components().getFirst().status();
    }

    private void shouldTalk() {
        byte[] forth = rtp();
        byte[] back = rtp();
        caller.sendMedia(forth);
        callee.sendMedia(back);
        run(20 * MS);
        assertThat(callee.takeMedia()).containsExactly(forth);
        assertThat(caller.takeMedia()).containsExactly(back);
    }

    @Test
    void shouldCarryMediaBetweenTwoIcePhones() throws Exception {
        connect();
        assertThat(ice("a").state()).isEqualTo(IceState.COMPLETED);
        assertThat(ice("b").state()).isEqualTo(IceState.COMPLETED);
        assertThat(caller.state()).isEqualTo(IceState.COMPLETED);
        assertThat(callee.state()).isEqualTo(IceState.COMPLETED);
        assertThat(rtpOf("a").rule()).isEqualTo(EndpointRule.ICE_SELECTED);
        shouldTalk();
        // Checks are no media.
        assertThat(rtpOf("a").get(ComponentStatus.Cell.PACKETS)).isEqualTo(1);
    }

    @Test
    void shouldSendToWhereTheChecksComeFromAndNotToTheSdpAddress() throws Exception {
        String lying = caller.sdp("").replace("198.51.100.1", "10.1.1.1");
        callee.learn(offer(lying), IceRole.CONTROLLED);
        caller.learn(answer(callee.sdp(), "force"), IceRole.CONTROLLING);
        run(2 * SECOND);
        assertThat(rtpOf("a").endpoint()).isEqualTo(caller.peer.address());
        shouldTalk();
    }

    @Test
    void shouldBridgeAnIcePhoneAndAPlainOne() throws Exception {
        SimPeer plain = sim.network.peer("198.51.100.9", 6000);
        String toPlain = sim.relay.offer(Ng.offer(CALL, "a", caller.sdp()).put("ICE", "remove"));
        assertThat(toPlain).doesNotContain("candidate").doesNotContain("ice-");
        caller.learn(answer(Sdp.audio("198.51.100.9", 6000), "force"), IceRole.CONTROLLING);
        run(2 * SECOND);
        TransportAddress towardsPlain = TransportAddress.of(TestRelay.IP, Sdp.port(toPlain));
        byte[] forth = rtp();
        byte[] back = rtp();
        caller.sendMedia(forth);
        plain.send(towardsPlain, back);
        run(20 * MS);
        assertThat(plain.take()).singleElement().satisfies(p -> assertThat(p.bytes()).isEqualTo(forth));
        assertThat(caller.takeMedia()).containsExactly(back);
    }

    @Test
    void shouldLearnFromPacketsWhenTheAnswererIgnoresIce() throws Exception {
        SimPeer plain = sim.network.peer("203.0.113.8", 6000);
        String toPlain = offer(caller.sdp());
        caller.learn(answer(Sdp.audio("10.0.0.8", 6000), "force"), IceRole.CONTROLLING);
        run(SECOND);
        plain.send(TransportAddress.of(TestRelay.IP, Sdp.port(toPlain)), rtp());
        run(20 * MS);
        assertThat(rtpOf("b").endpoint()).isEqualTo(plain.address());
    }

    @Test
    void shouldBeLiteWhenToldTo() throws Exception {
        String toCallee = sim.relay.offer(Ng.offer(CALL, "a", caller.sdp()).put("ICE", "force").put("ICE-lite", "both"));
        assertThat(toCallee).contains("a=ice-lite");
        callee.learn(toCallee, IceRole.CONTROLLED);
        caller.learn(answer(callee.sdp(), "force"), IceRole.CONTROLLING);
        run(3 * SECOND);
        assertThat(ice("a").state()).isEqualTo(IceState.COMPLETED);
        assertThat(ice("b").state()).isEqualTo(IceState.COMPLETED);
        shouldTalk();
    }

    @Test
    void shouldTakeCandidatesThatComeBeforeAndAfterTheOffer() throws Exception {
        String head = "a=ice-ufrag:" + caller.credentials.ufrag() + "\r\na=ice-pwd:" + caller.credentials.password() + "\r\nm=audio 9 RTP/AVP 0\r\n";
        assertThat(offer(head + "a=candidate:9 1 UDP 1000 198.51.100.77 4000 typ host\r\n", "fragment")).isEmpty();
        offer(caller.sdp("a=ice-options:trickle\r\n"));
        assertThat(Objects.requireNonNull(Objects.requireNonNull(section("a").ice()).remote()).candidates()).hasSize(1);
        offer(head + caller.candidateLine(), "fragment");
        offer(head + caller.candidateLine(), "fragment");
        assertThat(Objects.requireNonNull(Objects.requireNonNull(section("a").ice()).remote()).candidates()).hasSize(2);
        caller.learn(answer(callee.sdp(), "force"), IceRole.CONTROLLING);
        run(2 * SECOND);
        assertThat(rtpOf("a").endpoint()).isEqualTo(caller.peer.address());
    }

    @Test
    void shouldForgetFragmentsThatNobodyDescribesInTime() throws Exception {
        offer("m=audio 9 RTP/AVP 0\r\na=candidate:9 1 UDP 1000 198.51.100.77 4000 typ host\r\n", "fragment");
        run(4 * SECOND);
        offer(caller.sdp(""));
        assertThat(Objects.requireNonNull(Objects.requireNonNull(section("a").ice()).remote()).candidates()).isEmpty();
    }

    @Test
    void shouldKeepMediaFlowingDuringARestart() throws Exception {
        connect();
        TransportAddress before = caller.peer.address();
        caller.move("198.51.100.3", 4444);
        callee.learn(offer(caller.sdp()), IceRole.CONTROLLED);
        run(SECOND);
        assertThat(rtpOf("a").endpoint()).isEqualTo(before);
        String toCaller = answer(callee.sdp(), "force");
        caller.learn(toCaller, IceRole.CONTROLLING);
        run(2 * SECOND);
        assertThat(rtpOf("a").endpoint()).isEqualTo(caller.peer.address());
        assertThat(ice("a").state()).isEqualTo(IceState.COMPLETED);
    }

    @Test
    void shouldListOnlyThePairInUseOnceIceIsDone() throws Exception {
        connect();
        String again = offer(caller.sdp());
        assertThat(again.lines().filter(line -> line.startsWith("a=candidate:"))).singleElement().satisfies(line ->
                assertThat(line).contains(" 1 UDP 2130706431 " + TestRelay.IP + " "));
        assertThat(again).contains("a=remote-candidates:1 198.51.100.2 5000\r\n");
        assertThat(answer(callee.sdp(), "force")).doesNotContain("remote-candidates");
        shouldTalk();
    }

    @Test
    void shouldNotBeMovedByForgedStunNorTakeForeignMedia() throws Exception {
        connect();
        SimPeer attacker = sim.network.peer("203.0.113.66", 666);
        TransportAddress port = Objects.requireNonNull(caller.remote());
        String relayUfrag = Objects.requireNonNull(section("a").ice()).local().ufrag();
        for (int i = 0; i < 100; i++) {
            attacker.send(port, forged(relayUfrag));
            attacker.send(port, rtp());
            sim.network.inject(caller.peer.address(), port, forged(relayUfrag));
        }
        run(10 * SECOND);
        assertThat(callee.takeMedia()).isEmpty();
        assertThat(rtpOf("a").endpoint()).isEqualTo(caller.peer.address());
        assertThat(rtpOf("a").drops(DropReason.NOT_CHECKED_BY_ICE)).isEqualTo(100);
        assertThat(rtpOf("a").drops(DropReason.STUN_REFUSED)).isEqualTo(200);
        // A handful of refusals, nothing else.
        assertThat(attacker.take().size()).isLessThanOrEqualTo(10);
        shouldTalk();
    }

    private static byte[] forged(String relayUfrag) {
        StunWriter writer = new StunWriter(new StunDigest());
        writer.begin(StunClass.REQUEST, new TransactionId(1, 2))
                .text(StunAttribute.USERNAME, relayUfrag + ":x")
                .priority(1)
                .useCandidate()
                .integrity(StunKey.ofPassword("guessed"))
                .fingerprint();
        byte[] bytes = new byte[writer.length()];
        writer.copyTo(ByteBuffer.wrap(bytes));
        return bytes;
    }

    @Test
    void shouldStopSendingToAPeerThatStoppedAnsweringIfToldSo() throws Exception {
        connect();
        for (int i = 0; i < 4000; i++) {
            sim.advance(10 * MS);
            callee.work();
        }
        caller.peer.take();
        assertThat(ice("a").state()).isEqualTo(IceState.DISCONNECTED);
        callee.sendMedia(rtp());
        sim.advance(20 * MS);
        assertThat(rtpOf("b").drops(DropReason.NO_CONSENT)).isEqualTo(1);
        run(10 * SECOND);
        assertThat(ice("a").state()).isEqualTo(IceState.COMPLETED);
        callee.takeMedia();
        caller.takeMedia();
        shouldTalk();
    }

    @Test
    void shouldRelayChecksOfThePartiesInAPassthrough() throws Exception {
        String toCallee = sim.relay.offer(Ng.offer(CALL, "a", caller.sdp()).put("ICE", "optional"));
        assertThat(toCallee).contains("a=ice-ufrag:" + caller.credentials.ufrag());
        callee.learn(toCallee, IceRole.CONTROLLED);
        caller.learn(sim.relay.answer(Ng.answer(CALL, "a", "b", callee.sdp()).put("ICE", "optional")), IceRole.CONTROLLING);
        run(3 * SECOND);
        assertThat(caller.state()).isEqualTo(IceState.COMPLETED);
        assertThat(callee.state()).isEqualTo(IceState.COMPLETED);
        shouldTalk();
    }

    @Test
    void shouldEndItsAgentsWithTheCall() throws Exception {
        connect();
        sim.relay.delete(Ng.deleteNow(CALL));
        run(20 * SECOND);
        assertThat(sim.relay.has(CALL)).isFalse();
        assertThat(sim.network.boundSockets()).isZero();
    }
}
