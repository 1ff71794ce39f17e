package dev.patchbay.command;

import static dev.patchbay.command.SimulatedCall.SECOND_NS;
import static dev.patchbay.command.SimulatedCall.audio;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.command.SimulatedCall.Relayed;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.sim.SimNetwork.Packet;
import dev.patchbay.sim.SimPeer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keys and flags of offers and answers do to packets. */
class SignalledMediaTest {

    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int FEEDBACK = 205;

    private final SimulatedCall call = new SimulatedCall();
    private int sequenceNumber;

    @AfterEach
    void close() {
        call.close();
    }

    private static NgDict.Builder none() {
        return NgDict.builder();
    }

    private static NgDict.Builder flags(String... flags) {
        return none().put("flags", NgList.ofStrings(List.of(flags)));
    }

    private byte[] rtp() {
        return rtp(0, new byte[160]);
    }

    private byte[] rtp(int payloadType, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequenceNumber++)
                .putInt(160 * sequenceNumber)
                .putInt(0x1234)
                .put(payload)
                .array();
    }

    private static byte[] rtcp(int... packetTypes) {
        ByteBuffer compound = ByteBuffer.allocate(28 * packetTypes.length);
        int end = 0;
        for (int packetType : packetTypes) {
            int words = packetType == SENDER_REPORT ? 6 : packetType == RECEIVER_REPORT ? 1 : 2;
            compound.put((byte) 0x80).put((byte) packetType).putShort((short) words).putInt(0x1234);
            end += 4 + 4 * words;
            compound.position(end);
        }
        return Arrays.copyOf(compound.array(), end);
    }

    /** Sends one packet and says what came out at that peer. */
    private List<Packet> through(SimPeer from, TransportAddress into, byte[] bytes, SimPeer to) {
        to.take();
        from.send(into, bytes);
        call.settle();
        return to.take();
    }

    private void assertCarried(SimPeer from, TransportAddress into, byte[] bytes, SimPeer to, TransportAddress outOf) {
        assertThat(through(from, into, bytes, to)).singleElement().satisfies(packet -> {
            assertThat(packet.bytes()).isEqualTo(bytes);
            assertThat(packet.source()).isEqualTo(outOf);
        });
    }

    private void assertNothing(SimPeer from, TransportAddress into, SimPeer to) {
        assertThat(through(from, into, rtp(), to)).isEmpty();
    }

    /** Sends from a second socket of the caller, and says where packets for the caller go then. */
    private boolean isFollowed(Relayed relayed, SimPeer moved) {
        moved.send(relayed.towardsCaller().rtp(), rtp());
        call.settle();
        moved.take();
        call.callee.send(relayed.towardsCallee().rtp(), rtp());
        call.settle();
        return !moved.take().isEmpty();
    }

    @Test
    void shouldRelayRtpAndRtcpBothWays() {
        Relayed relayed = call.connect(none());
        assertCarried(call.caller, relayed.towardsCaller().rtp(), rtp(), call.callee, relayed.towardsCallee().rtp());
        assertCarried(call.callee, relayed.towardsCallee().rtp(), rtp(), call.caller, relayed.towardsCaller().rtp());
        SimPeer callerRtcp = call.network.peer("198.51.100.1", 4001);
        SimPeer calleeRtcp = call.network.peer("198.51.100.2", 5001);
        assertCarried(
                callerRtcp, relayed.towardsCaller().rtcp(), rtcp(SENDER_REPORT), calleeRtcp, relayed.towardsCallee().rtcp());
    }

    @Test
    void shouldRelayOverIpv6() {
        SimPeer caller = call.network.peer("2001:db8::a", 4000);
        SimPeer callee = call.network.peer("2001:db8::b", 5000);
        Relayed relayed = call.connect(none(), audio(caller.address()), none(), audio(callee.address()));
        assertThat(relayed.towardsCallee().rtp().ip()).hasToString(SimulatedCall.RELAY_IP6);
        assertCarried(caller, relayed.towardsCaller().rtp(), rtp(), callee, relayed.towardsCallee().rtp());
        assertCarried(callee, relayed.towardsCallee().rtp(), rtp(), caller, relayed.towardsCaller().rtp());
    }

    @Test
    void shouldBridgeIpv6ToIpv4() {
        SimPeer caller = call.network.peer("2001:db8::a", 4000);
        Relayed relayed = call.connect(
                none().put("address family", "IP4"), audio(caller.address()), none(), audio(call.callee.address()));
        assertThat(relayed.towardsCaller().rtp().ip()).hasToString(SimulatedCall.RELAY_IP6);
        assertThat(relayed.towardsCallee().rtp().ip()).hasToString(SimulatedCall.RELAY_IP);
        assertCarried(caller, relayed.towardsCaller().rtp(), rtp(), call.callee, relayed.towardsCallee().rtp());
        assertCarried(call.callee, relayed.towardsCallee().rtp(), rtp(), caller, relayed.towardsCaller().rtp());
    }

    @Test
    void shouldBridgeTwoInterfaces() {
        Relayed relayed = call.connect(none().put("direction", NgList.ofStrings(List.of("default", "inner"))));
        assertThat(relayed.towardsCallee().rtp().ip()).hasToString("192.0.2.2");
        assertCarried(call.caller, relayed.towardsCaller().rtp(), rtp(), call.callee, relayed.towardsCallee().rtp());
        assertCarried(call.callee, relayed.towardsCallee().rtp(), rtp(), call.caller, relayed.towardsCaller().rtp());
    }

    @Test
    void shouldSendRtcpToThePortOfTheRtcpAttribute() {
        SimPeer rtcp = call.network.peer("198.51.100.1", 4747);
        Relayed relayed = call.connect(none(), audio(call.caller.address(), "RTP/AVP", "a=rtcp:4747\r\n"), none(), audio(call.callee.address()));
        assertCarried(
                call.callee, relayed.towardsCallee().rtcp(), rtcp(SENDER_REPORT), rtcp, relayed.towardsCaller().rtcp());
    }

    @Test
    void shouldRelayOtherMediaThanRtp() {
        String fax = audio(call.caller.address()).replace("m=audio 4000 RTP/AVP 0 101", "m=image 4000 udptl t38");
        String faxBack = audio(call.callee.address()).replace("m=audio 5000 RTP/AVP 0 101", "m=image 5000 udptl t38");
        Relayed relayed = call.connect(none(), fax, none(), faxBack);
        byte[] udptl = {0, 1, 2, 3};
        assertCarried(call.caller, relayed.towardsCaller().rtp(), udptl, call.callee, relayed.towardsCallee().rtp());
    }

    @Test
    void shouldPassZrtpUntouched() {
        Relayed relayed = call.connect(none());
        byte[] hello = ByteBuffer.allocate(40).put((byte) 0x10).putInt(4, 0x5a525450).array();
        assertCarried(call.caller, relayed.towardsCaller().rtp(), hello, call.callee, relayed.towardsCallee().rtp());
    }

    @Test
    void shouldRememberThatACallIsToBeDebugged() {
        call.connect(flags("debugging"));
        assertThat(call.calls.registry().find("call")).hasValueSatisfying(found -> assertThat(found.isDebug()).isTrue());
    }

    @Test
    void shouldLearnTheRealSourceUnlessToldNotTo() {
        Relayed relayed = call.connect(flags("symmetric"));
        assertThat(isFollowed(relayed, call.network.peer("203.0.113.9", 7000))).isTrue();
    }

    @Test
    void shouldKeepTheAddressOfTheSdpWhenAsymmetric() {
        Relayed relayed = call.connect(flags("asymmetric"));
        assertThat(isFollowed(relayed, call.network.peer("203.0.113.9", 7000))).isFalse();
        assertCarried(call.callee, relayed.towardsCallee().rtp(), rtp(), call.caller, relayed.towardsCaller().rtp());
    }

    @Test
    void shouldRefuseStrangersWithStrictSource() {
        Relayed relayed = call.connect(flags("strict-source"));
        call.run(4 * SECOND_NS);
        assertCarried(call.caller, relayed.towardsCaller().rtp(), rtp(), call.callee, relayed.towardsCallee().rtp());
        assertNothing(call.network.peer("203.0.113.9", 7000), relayed.towardsCaller().rtp(), call.callee);
        assertCarried(call.caller, relayed.towardsCaller().rtp(), rtp(), call.callee, relayed.towardsCallee().rtp());
    }

    @Test
    void shouldFollowALateMoveWithMediaHandoverOnly() {
        Relayed relayed = call.connect(none());
        call.run(4 * SECOND_NS);
        call.caller.send(relayed.towardsCaller().rtp(), rtp());
        call.settle();
        assertThat(isFollowed(relayed, call.network.peer("203.0.113.9", 7000))).isFalse();

        Relayed again = call.connect(flags("media-handover"));
        call.run(4 * SECOND_NS);
        call.caller.send(again.towardsCaller().rtp(), rtp());
        call.settle();
        assertThat(isFollowed(again, call.network.peer("203.0.113.9", 7002))).isTrue();
    }

    @Test
    void shouldSendNothingToASilentPartyWithNatWait() {
        Relayed relayed = call.connect(flags("NAT-wait"));
        assertNothing(call.callee, relayed.towardsCallee().rtp(), call.caller);
        call.caller.send(relayed.towardsCaller().rtp(), rtp());
        call.settle();
        assertCarried(call.callee, relayed.towardsCallee().rtp(), rtp(), call.caller, relayed.towardsCaller().rtp());
    }

    @Test
    void shouldOpenTheNatOfAPartyThatHasNotSent() {
        Relayed relayed = call.connect(flags("pierce NAT"));
        call.run(SECOND_NS / 2);
        assertThat(call.caller.take()).isNotEmpty().allSatisfy(packet -> {
            assertThat(packet.bytes()).isEmpty();
            assertThat(packet.source()).isEqualTo(relayed.towardsCaller().rtp());
        });
        assertThat(call.callee.take()).isEmpty();
        call.caller.send(relayed.towardsCaller().rtp(), rtp());
        call.settle();
        call.caller.take();
        call.run(SECOND_NS);
        assertThat(call.caller.take()).isEmpty();
    }

    @Test
    void shouldDropTrafficUntilToldToStop() {
        Relayed relayed = call.connect(none().put("drop-traffic", "start"));
        assertNothing(call.caller, relayed.towardsCaller().rtp(), call.callee);
        assertNothing(call.callee, relayed.towardsCallee().rtp(), call.caller);
        relayed = call.connect(none().put("drop-traffic", "stop"));
        assertCarried(call.caller, relayed.towardsCaller().rtp(), rtp(), call.callee, relayed.towardsCallee().rtp());
    }

    @Test
    void shouldSendToTheSourceOfTheSipMessageWhenToldTo() {
        SimPeer natted = call.network.peer("203.0.113.7", 4000);
        NgDict.Builder keys = flags("SIP-source-address").put("received-from", NgList.ofStrings(List.of("IP4", "203.0.113.7")));
        Relayed relayed = call.connect(keys);
        assertCarried(call.callee, relayed.towardsCallee().rtp(), rtp(), natted, relayed.towardsCaller().rtp());

        keys = flags("trust-address").put("received-from", NgList.ofStrings(List.of("IP4", "203.0.113.7")));
        relayed = call.connect(keys);
        assertCarried(call.callee, relayed.towardsCallee().rtp(), rtp(), call.caller, relayed.towardsCaller().rtp());
    }

    @Test
    void shouldSendNothingToAPartyOnHoldByZeroAddress() {
        call.connect(none());
        String hold = audio(call.caller.address()).replace("c=IN IP4 198.51.100.1", "c=IN IP4 0.0.0.0");
        Relayed held = call.connect(none(), hold, none(), audio(call.callee.address()));
        assertNothing(call.callee, held.towardsCallee().rtp(), call.caller);
    }

    @Test
    void shouldPartMultiplexedRtcp() {
        Relayed relayed = call.connect(
                none().put("rtcp-mux", NgList.ofStrings(List.of("demux"))),
                audio(call.caller.address(), "RTP/AVP", "a=rtcp-mux\r\n"),
                none(),
                audio(call.callee.address()));
        SimPeer calleeRtcp = call.network.peer("198.51.100.2", 5001);
        assertCarried(
                call.caller, relayed.towardsCaller().rtp(), rtcp(SENDER_REPORT), calleeRtcp, relayed.towardsCallee().rtcp());
        assertCarried(calleeRtcp, relayed.towardsCallee().rtcp(), rtcp(SENDER_REPORT), call.caller, relayed.towardsCaller().rtp());
    }

    @Test
    void shouldKeepRtcpOnTheRtpPortWhenBothMultiplex() {
        Relayed relayed = call.connect(
                none(),
                audio(call.caller.address(), "RTP/AVP", "a=rtcp-mux\r\n"),
                none(),
                audio(call.callee.address(), "RTP/AVP", "a=rtcp-mux\r\n"));
        assertCarried(
                call.caller, relayed.towardsCaller().rtp(), rtcp(SENDER_REPORT), call.callee, relayed.towardsCallee().rtp());
    }

    @Test
    void shouldCutFeedbackTowardsAnAvpParty() {
        SimPeer calleeRtcp = call.network.peer("198.51.100.2", 5001);
        Relayed relayed = call.connect(
                none().put("transport protocol", "RTP/AVP"),
                audio(call.caller.address(), "RTP/AVPF", ""),
                none(),
                audio(call.callee.address()));
        List<Packet> received =
                through(call.caller, relayed.towardsCaller().rtcp(), rtcp(RECEIVER_REPORT, FEEDBACK), calleeRtcp);
        assertThat(received).singleElement().satisfies(packet -> assertThat(packet.bytes()).isEqualTo(rtcp(RECEIVER_REPORT)));
    }

    @Test
    void shouldPassFeedbackBetweenAvpfParties() {
        SimPeer calleeRtcp = call.network.peer("198.51.100.2", 5001);
        Relayed relayed = call.connect(
                none(),
                audio(call.caller.address(), "RTP/AVPF", ""),
                none(),
                audio(call.callee.address(), "RTP/AVPF", ""));
        byte[] compound = rtcp(RECEIVER_REPORT, FEEDBACK);
        assertCarried(call.caller, relayed.towardsCaller().rtcp(), compound, calleeRtcp, relayed.towardsCallee().rtcp());
    }

    @Test
    void shouldSetTheTypeOfServiceOfOneCall() {
        String plain = call.offer(none(), audio(call.caller.address()));
        assertThat(call.network.trafficClass(RelayAddresses.in(plain).rtp())).isEqualTo(SimulatedCall.CONFIGURED_TOS);
        assertThat(typeOfServiceAfterOfferWith(184)).isEqualTo(184);
        String answered = call.answer(none(), audio(call.callee.address()));
        assertThat(call.network.trafficClass(RelayAddresses.in(answered).rtp())).isEqualTo(184);
        assertThat(typeOfServiceAfterOfferWith(-1)).isEqualTo(184);
        assertThat(typeOfServiceAfterOfferWith(256)).isEqualTo(SimulatedCall.CONFIGURED_TOS);
    }

    private int typeOfServiceAfterOfferWith(long value) {
        String sdp = call.offer(none().put("TOS", value), audio(call.caller.address()));
        return call.network.trafficClass(RelayAddresses.in(sdp).rtp());
    }

    @Test
    void shouldNoticeDtmf() {
        Relayed relayed = call.connect(none());
        call.caller.send(relayed.towardsCaller().rtp(), rtp(101, new byte[] {5, (byte) 0x8a, 3, 32}));
        call.settle();
        assertThat(call.dtmf).singleElement().satisfies(event -> {
            assertThat(event.event()).isEqualTo(5);
            assertThat(event.durationMs()).isEqualTo(100);
            assertThat(event.source()).isEqualTo(call.caller.address());
        });
        assertThat(call.callee.take()).hasSize(1);
    }

    @Test
    void shouldCountPerPartyAndInTotal() {
        Relayed relayed = call.connect(none());
        call.caller.send(relayed.towardsCaller().rtp(), rtp());
        call.caller.send(relayed.towardsCaller().rtp(), rtp());
        call.callee.send(relayed.towardsCallee().rtp(), rtp());
        call.callee.send(relayed.towardsCallee().rtcp(), rtcp(SENDER_REPORT));
        call.settle();
        NgDict reply = call.request(none().put("command", "query"));
        assertThat(packets(reply.dict("totals").orElseThrow(), "RTP")).isEqualTo(3);
        assertThat(packets(reply.dict("totals").orElseThrow(), "RTCP")).isEqualTo(1);
    }

    private static long packets(NgDict totals, String kind) {
        return totals.dict(kind).orElseThrow().integer("packets").orElseThrow();
    }

    @Test
    void shouldGoOnRelayingUntilTheDelayOfADeleteIsOver() {
        Relayed relayed = call.connect(none());
        call.request(none().put("command", "delete").put("delete delay", 5));
        call.run(4 * SECOND_NS);
        call.calls.checkTimers();
        assertCarried(call.caller, relayed.towardsCaller().rtp(), rtp(), call.callee, relayed.towardsCallee().rtp());
        call.run(2 * SECOND_NS);
        call.calls.checkTimers();
        call.settle();
        assertNothing(call.caller, relayed.towardsCaller().rtp(), call.callee);
        assertThat(call.network.boundSockets()).isZero();
    }

    @Test
    void shouldStopAtOnceWhenDeletedWithoutDelay() {
        Relayed relayed = call.connect(none());
        call.request(none().put("command", "delete").put("delete delay", 0));
        assertNothing(call.caller, relayed.towardsCaller().rtp(), call.callee);
        assertThat(call.network.boundSockets()).isZero();
    }
}
