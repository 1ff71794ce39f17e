package dev.patchbay.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.ProxyOptions;
import dev.patchbay.proxy.SipProxy;
import dev.patchbay.proxy.route.ScriptOrigin;
import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.proxy.testing.TestProxy;
import dev.patchbay.system.media.G711;
import dev.patchbay.system.media.RtpPeer;
import dev.patchbay.system.media.Tone;
import dev.patchbay.system.net.OpenResources;
import dev.patchbay.system.relay.RelayProcess;
import dev.patchbay.system.relay.RelayUnderTest;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two phones of one user answer at the same moment, with the proxy's default routing and media through a relay. */
@Timeout(60)
class ForkedMediaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ENOUGH_PACKETS = 30;
    private static final int ENOUGH_SAMPLES = 4000;
    private static final String CALL = "forked";
    private static final double CALLER_HZ = 440;

    private final OpenResources open = new OpenResources();
    private InetSocketAddress proxy;
    private RelayProcess relay;
    private SipPeer alice;
    private RtpPeer aliceMedia;

    /** One of the two phones, and what the caller knows of it. */
    private final class Phone {
        final SipPeer sip = open.keep(new SipPeer(proxy));
        final RtpPeer media;
        final String tag;
        final double hz;
        SIPRequest invite;
        SIPResponse answer;

        Phone(String tag, double hz) throws Exception {
            this.tag = tag;
            this.hz = hz;
            media = openMedia(tag.hashCode());
            sip.send("""
                    REGISTER sip:%1$s SIP/2.0
                    Via: SIP/2.0/UDP ME;branch=z9hG4bKreg%2$s
                    From: <sip:bob@%1$s>;tag=r
                    To: <sip:bob@%1$s>
                    Call-ID: reg-%2$s
                    CSeq: 1 REGISTER
                    Contact: <sip:phone@ME>
                    Max-Forwards: 70
                    Content-Length: 0

                    """.formatted("127.0.0.1:" + proxy.getPort(), tag));
            sip.awaitResponse(200);
        }

        void ring() throws Exception {
            invite = sip.awaitRequest("INVITE");
            sip.reply(invite, 180, tag);
        }

        void answer() throws Exception {
            sip.reply(invite, 200, tag, sdp(media));
        }

        InetSocketAddress towardsCaller() {
            return SdpText.audio(invite.toString());
        }

        InetSocketAddress towardsPhone() {
            return SdpText.audio(answer.toString());
        }
    }

    @BeforeEach
    void start() throws Exception {
        relay = open.keep(RelayProcess.start(RelayUnderTest.chosen(), List.of("--interface=127.0.0.1", "--port-min=42000", "--port-max=42999", "--delete-delay=0")));
        int port = TestProxy.freePort("127.0.0.1");
        proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        open.keep(SipProxy.start(ProxyOptions.of(
                List.of(ListenAddress.parse("udp:127.0.0.1:" + port)),
                "udp:127.0.0.1:" + relay.control().getPort(),
                ScriptOrigin.standard())));
        alice = open.keep(new SipPeer(proxy));
        aliceMedia = openMedia(1);
    }

    @AfterEach
    void end() {
        open.close();
    }

    private RtpPeer openMedia(int ssrc) throws Exception {
        return open.keep(RtpPeer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), G711.PCMA, ssrc));
    }

    private static String sdp(RtpPeer media) {
        return """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 8
                a=ptime:20
                """.formatted(media.port());
    }

    private List<?> calls() throws Exception {
        return (List<?>) relay.ng().request(Map.of("command", "list", "limit", 10)).get("calls");
    }

    /** Two phones that ring. */
    private List<Phone> call() throws Exception {
        List<Phone> phones = List.of(new Phone("b", 700), new Phone("c", 1000));
        alice.invite("sip:bob@127.0.0.1:" + proxy.getPort(), CALL, sdp(aliceMedia));
        for (Phone phone : phones) {
            phone.ring();
        }
        return phones;
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"0, 1, true, true", "1, 0, true, true", "0, 1, false, true", "1, 0, false, false"})
    void shouldLeaveTheOtherPhonesMediaAloneWhenOneIsHungUp(int kept, int dropped, boolean dropsByCaller, boolean endsByCaller)
            throws Exception {
        List<Phone> phones = call();
        for (Phone phone : phones) {
            phone.answer();
        }
        for (int i = 0; i < phones.size(); i++) {
            SIPResponse answer = alice.awaitResponse(200);
            Phone phone = phones.stream().filter(p -> p.tag.equals(answer.getToTag())).findFirst().orElseThrow();
            phone.answer = answer;
            alice.within(answer, "ACK", 1);
            phone.sip.awaitRequest("ACK");
        }
        Phone winner = phones.get(kept);
        Phone loser = phones.get(dropped);

        hangUp(loser, dropsByCaller);
        assertThat(calls()).isEqualTo(List.of(CALL));
        // To the relay, as to rtpengine, the last answer says who hears the caller: the proxy has to tell it that another one is kept.
        talk(winner);

        hangUp(winner, endsByCaller);
        Awaitility.await("the relay has no call").atMost(PATIENCE).until(() -> calls().isEmpty());
    }

    /** The phone that did not answer is a party of the relay's call without a tag: nothing may be left of it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLeaveNothingOfThePhoneThatDidNotAnswer(boolean endsByCaller) throws Exception {
        List<Phone> phones = call();
        Phone answering = phones.getFirst();
        Phone other = phones.getLast();
        answering.answer();
        answering.answer = alice.awaitResponse(200);
        alice.within(answering.answer, "ACK", 1);
        answering.sip.awaitRequest("ACK");
        other.sip.reply(other.sip.awaitRequest("CANCEL"), 200, other.tag);
        other.sip.reply(other.invite, 487, other.tag);
        other.sip.awaitRequest("ACK");
        talk(answering);

        hangUp(answering, endsByCaller);
        Awaitility.await("the relay has no call").atMost(PATIENCE).until(() -> calls().isEmpty());
    }

    private void hangUp(Phone phone, boolean isByCaller) throws Exception {
        if (isByCaller) {
            alice.within(phone.answer, "BYE", 2);
            phone.sip.reply(phone.sip.awaitRequest("BYE"), 200, phone.tag);
            alice.awaitResponse(200, "BYE");
        } else {
            phone.sip.hangUp(phone.invite, phone.tag);
            alice.reply(alice.awaitRequest("BYE"), 200, "a");
            phone.sip.awaitResponse(200, "BYE");
        }
    }

    private void talk(Phone phone) {
        aliceMedia.startSending(phone.towardsPhone(), CALLER_HZ);
        isHeardByCaller(phone);
        phone.media.awaitReceived(ENOUGH_PACKETS, PATIENCE);
        aliceMedia.stopSending();
        phone.media.stopSending();
        assertThat(Tone.isHeard(phone.media.newestSound(ENOUGH_SAMPLES), CALLER_HZ)).as("callee hears caller").isTrue();
    }

    private void isHeardByCaller(Phone phone) {
        phone.media.startSending(phone.towardsCaller(), phone.hz);
        aliceMedia.awaitReceived(ENOUGH_PACKETS, PATIENCE);
        assertThat(Tone.isHeard(aliceMedia.newestSound(ENOUGH_SAMPLES), phone.hz)).as("caller hears callee").isTrue();
    }
}
