package dev.patchbay.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two phones that call each other on loopback, without a proxy. */
@Timeout(60)
class PhoneCallTest {

    private static final String LOOPBACK = "127.0.0.1";

    private final int port;

    PhoneCallTest() throws Exception {
        port = PhoneUnderTest.freePort(LOOPBACK);
    }

    private PhoneUnderTest callee(String options) {
        return PhoneUnderTest.start("--answer --listen " + LOOPBACK + ":" + port + options).awaitSaid("waiting for a call");
    }

    private PhoneUnderTest caller(String options) {
        return PhoneUnderTest.start("sip:bob@" + LOOPBACK + ":" + port + options);
    }

    /** @param atLeastPackets less than two thirds of what is sent in the time: a busy machine begins late */
    private static void assertHeard(PhoneUnderTest phone, double hz, int atLeastPackets) throws Exception {
        assertThat(phone.awaitStatus()).as(phone.said()).isZero();
        assertThat(phone.figure("tone_hz")).isCloseTo(hz, within(0.5));
        assertThat(phone.figure("tone_dbm0")).isCloseTo(-13, within(0.5));
        assertThat(phone.figure("received")).isGreaterThanOrEqualTo(atLeastPackets);
        assertThat(phone.figure("lost")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --codec PCMU", " --codec PCMA", " --transport tcp", " --late-offer"})
    void shouldTalk(String options) throws Exception {
        String calleeOptions = options.contains("tcp") ? options : "";
        try (PhoneUnderTest callee = callee(calleeOptions);
                PhoneUnderTest caller = caller(" --seconds 1" + options)) {
            assertHeard(caller, 1000, 25);
            assertHeard(callee, 440, 25);
            assertThat(caller.report()).contains("this side hung up");
            assertThat(callee.report()).contains("the other side hung up");
            assertThat(callee.figure("rtcp_received")).isPositive();
        }
    }

    @Test
    void shouldTalkOverIpv6() throws Exception {
        int port6 = PhoneUnderTest.freePort("::1");
        try (PhoneUnderTest callee =
                        PhoneUnderTest.start("--answer --listen [::1]:" + port6).awaitSaid("waiting for a call");
                PhoneUnderTest caller = PhoneUnderTest.start("sip:bob@[::1]:" + port6 + " --seconds 1")) {
            assertHeard(caller, 1000, 25);
            assertHeard(callee, 440, 25);
        }
    }

    @Test
    void shouldLetTheCalleeHangUp() throws Exception {
        try (PhoneUnderTest callee = callee(" --seconds 1 --tone 697");
                PhoneUnderTest caller = caller(" --seconds 30 --tone 1209")) {
            assertHeard(callee, 1209, 25);
            assertHeard(caller, 697, 25);
            assertThat(caller.report()).contains("the other side hung up");
        }
    }

    @Test
    void shouldPressKeys() throws Exception {
        try (PhoneUnderTest callee = callee("");
                PhoneUnderTest caller = caller(" --seconds 3 --dtmf 19*#A")) {
            assertHeard(caller, 1000, 100);
            assertHeard(callee, 440, 100);
            assertThat(callee.report()).contains("\"digits\":\"19*#A\"");
            assertThat(caller.report()).contains("\"digits\":\"\"");
        }
    }

    @Test
    void shouldHoldAndResume() throws Exception {
        try (PhoneUnderTest callee = callee("");
                PhoneUnderTest caller = caller(" --seconds 4 --hold-after 1 --hold-for 2")) {
            caller.awaitSaid("on hold").awaitSaid("resumed");
            assertHeard(callee, 440, 130);
            assertHeard(caller, 1000, 60);
            assertThat(caller.figure("received")).as("nothing while on hold").isLessThan(120);
            assertThat(callee.figure("sent")).isLessThan(120);
        }
    }

    @Test
    void shouldBeBusyDuringACall() throws Exception {
        try (PhoneUnderTest callee = callee("");
                PhoneUnderTest caller = caller(" --seconds 2")) {
            callee.awaitSaid("talking");
            try (PhoneUnderTest other = caller("")) {
                assertThat(other.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
                assertThat(other.said()).contains("refused: 486 Busy here");
            }
            assertHeard(caller, 1000, 90);
        }
    }

    @Test
    void shouldCancelWhenNobodyAnswersInTime() throws Exception {
        try (PhoneUnderTest callee = callee(" --ring 20");
                PhoneUnderTest caller = caller(" --timeout 0.5")) {
            assertThat(caller.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
            assertThat(caller.report()).contains("nobody answered within 0.5 s");
            assertThat(callee.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
            assertThat(callee.report()).contains("the caller gave up");
        }
    }

    @Test
    void shouldCancelWhenStopped() throws Exception {
        try (PhoneUnderTest callee = callee(" --ring 20");
                PhoneUnderTest caller = caller("")) {
            caller.awaitSaid("ringing");
            caller.stop();
            assertThat(caller.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
            assertThat(caller.report()).contains("stopped before anybody answered");
            assertThat(callee.report()).contains("the caller gave up");
        }
    }

    @Test
    void shouldDeclineWhenTheRingingPhoneIsStopped() throws Exception {
        try (PhoneUnderTest callee = callee(" --ring 20");
                PhoneUnderTest caller = caller("")) {
            caller.awaitSaid("ringing");
            callee.stop();
            assertThat(caller.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
            assertThat(caller.report()).contains("refused: 480");
            assertThat(callee.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
        }
    }

    @Test
    void shouldHangUpWhenStopped() throws Exception {
        try (PhoneUnderTest callee = callee("");
                PhoneUnderTest caller = caller(" --seconds 30 --dtmf 1")) {
            caller.awaitSaid("talking");
            callee.awaitSaid("talking");
            caller.stop();
            assertThat(callee.report()).contains("the other side hung up");
            assertThat(caller.report()).contains("this side hung up");
        }
    }

    @Test
    void shouldRefuseAnOfferWithoutACommonCodec() throws Exception {
        try (PhoneUnderTest callee = callee(" --codec PCMA");
                PhoneUnderTest caller = caller(" --codec PCMU")) {
            assertThat(caller.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
            assertThat(caller.report()).contains("refused: 488");
            assertThat(callee.report()).contains("no codec in common");
        }
    }

    @Test
    void shouldSayThatNobodyIsThere() throws Exception {
        try (PhoneUnderTest caller = caller(" --timeout 0.5")) {
            assertThat(caller.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
            assertThat(caller.report()).contains("nobody answered within 0.5 s").contains("\"received\":0");
        }
    }

    @Test
    void shouldSayThatNobodyListensOnTcp() throws Exception {
        try (PhoneUnderTest caller = caller(" --transport tcp --timeout 10")) {
            assertThat(caller.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
            assertThat(caller.report()).containsIgnoringCase("connect");
        }
    }

    @Test
    void shouldSayThatNobodyCalled() throws Exception {
        try (PhoneUnderTest callee = callee(" --timeout 0.2")) {
            assertThat(callee.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
            assertThat(callee.report()).contains("nobody called within 0.2 s");
        }
    }

    @Test
    void shouldSayThatTheRegistrarRefuses() throws Exception {
        try (DatagramSocket registrar = new DatagramSocket(port, InetAddress.getByName(LOOPBACK));
                PhoneUnderTest phone = PhoneUnderTest.start("--answer --user bob --proxy " + LOOPBACK + ":" + port)) {
            DatagramPacket request = new DatagramPacket(new byte[4096], 4096);
            registrar.receive(request);
            String text = new String(request.getData(), 0, request.getLength(), StandardCharsets.US_ASCII);
            assertThat(text).startsWith("REGISTER sip:127.0.0.1 SIP/2.0\r\n");
            byte[] reply = text.replaceFirst("REGISTER .*\r\n", "SIP/2.0 403 Forbidden\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            registrar.send(new DatagramPacket(reply, reply.length, request.getSocketAddress()));
            assertThat(phone.awaitStatus()).isEqualTo(PhoneCommand.FAILED);
            assertThat(phone.report()).contains("registration: 403 Forbidden");
        }
    }

    @Test
    void shouldSayThatThePortIsTaken() throws Exception {
        try (DatagramSocket _ = new DatagramSocket(port, InetAddress.getByName(LOOPBACK));
                PhoneUnderTest phone = PhoneUnderTest.start("--answer --listen " + LOOPBACK + ":" + port)) {
            assertThat(phone.awaitStatus()).isEqualTo(PhoneCommand.UNUSABLE);
            assertThat(phone.said()).contains("cannot listen on 127.0.0.1:" + port + " (udp): Address already in use");
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK));
                PhoneUnderTest phone = PhoneUnderTest.start(
                        "--answer --transport tcp --listen " + LOOPBACK + ":" + taken.getLocalPort())) {
            assertThat(phone.awaitStatus()).isEqualTo(PhoneCommand.UNUSABLE);
            assertThat(phone.said()).contains("(tcp): Address already in use");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "sip:", "sips:bob@127.0.0.1", "bob@no.such.host.invalid", "--listen 192.0.2.77 sip:b@127.0.0.1"})
    void shouldSayWhatCannotBeUsed(String line) throws Exception {
        try (PhoneUnderTest phone = PhoneUnderTest.start(line)) {
            assertThat(phone.awaitStatus()).isEqualTo(PhoneCommand.UNUSABLE);
            assertThat(phone.said()).startsWith("phone: ").hasLineCount(1);
        }
    }
}
