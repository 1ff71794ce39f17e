package dev.patchbay.proxy.nat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.header.Stack;
import java.util.Arrays;
import java.util.Set;
import javax.sip.message.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NatSignTest {

    private static Request register(String via, String contact) {
        return Stack.request("""
                REGISTER sip:example.org SIP/2.0
                Via: SIP/2.0/UDP %s;branch=z9hG4bK1
                From: <sip:alice@example.org>;tag=a
                To: <sip:alice@example.org>
                Call-ID: c
                CSeq: 1 REGISTER
                Contact: %s
                """.formatted(via, contact));
    }

    @ParameterizedTest
    @CsvSource({
        // Via,            Contact host,           transport, source,      port, behind NAT, signs
        "10.0.0.7:5060,    10.0.0.7:5060,          UDP, 203.0.113.9, 40000, true,  PRIVATE_CONTACT OTHER_CONTACT OTHER_VIA",
        "203.0.113.9:5060, 203.0.113.9:5060,       UDP, 203.0.113.9, 5060,  false, ''",
        "10.0.0.7:5060,    10.0.0.7:5060,          UDP, 10.0.0.7,    5060,  false, ''",
        "10.0.0.7:5060,    10.0.0.7:5062,          UDP, 10.0.0.7,    5060,  false, OTHER_CONTACT",
        "203.0.113.9:5060, 203.0.113.77:5060,      UDP, 203.0.113.9, 5060,  false, OTHER_CONTACT",
        "198.51.100.1,     198.51.100.1,           UDP, 203.0.113.9, 5060,  true,  OTHER_CONTACT OTHER_VIA",
        "phone.example,    phone.example,          UDP, 203.0.113.9, 5060,  false, OTHER_CONTACT",
        "10.0.0.7:5060,    10.0.0.7:5060;transport=tcp, TCP, 10.0.0.7, 40000, true, OTHER_CONTACT CONNECTION",
        "x.invalid,        x.invalid;transport=ws, WS,  10.0.0.7,    40000, true,  INVALID_CONTACT OTHER_CONTACT CONNECTION",
        "x.invalid,        x.invalid,              UDP, 10.0.0.7,    40000, true,  INVALID_CONTACT OTHER_CONTACT",
        "127.0.0.1:5060,   127.0.0.1:5060,         UDP, 203.0.113.9, 5060,  true,  PRIVATE_CONTACT OTHER_CONTACT OTHER_VIA",
    })
    void seesWhatThePacketContradicts(
            String via, String contact, SipTransport transport, String ip, int port, boolean isBehindNat, String signs) {
        Flow flow = new Flow(transport, TransportAddress.of(ip, port));
        Set<NatSign> seen = NatSign.of(register(via, "<sip:alice@" + contact + ">"), flow);
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(signs.split(" "))
                        .filter(s -> !s.isEmpty())
                        .map(NatSign::valueOf)
                        .toList());
        assertThat(NatSign.isBehindNat(seen)).isEqualTo(isBehindNat);
    }

    @Test
    void starAndTelephonesSayNothing() {
        Flow flow = new Flow(SipTransport.UDP, TransportAddress.of("203.0.113.9", 5060));
        assertThat(NatSign.of(register("203.0.113.9:5060", "*"), flow)).isEmpty();
        assertThat(NatSign.of(register("203.0.113.9:5060", "<tel:+1>"), flow)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.255.0.1", "172.16.0.1", "172.31.255.255", "192.168.7.7", "100.64.0.1", "100.127.0.1", "169.254.1.1",
        "127.0.0.1", "::1", "fe80::1", "fc00::1", "fd12::1"})
    void privateAddresses(String ip) {
        assertThat(NatSign.isPrivate(IpAddress.literal(ip))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.0.1", "172.15.0.1", "172.32.0.1", "192.169.0.1", "100.63.0.1", "100.128.0.1", "2001:db8::1", "ff02::1"})
    void publicAddresses(String ip) {
        assertThat(NatSign.isPrivate(IpAddress.literal(ip))).isFalse();
    }
}
