package dev.patchbay.proxy.nat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.header.Stack;
import java.util.Optional;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactAliasTest {

    private static Flow flow(SipTransport transport, String ip, int port) {
        return new Flow(transport, TransportAddress.of(ip, port));
    }

    private static Request invite(String contact) {
        return Stack.request("""
                INVITE sip:bob@example.org SIP/2.0
                Via: SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bK1;rport
                From: <sip:alice@example.org>;tag=a
                To: <sip:bob@example.org>
                Call-ID: c
                CSeq: 1 INVITE
                Contact: %s
                """.formatted(contact));
    }

    private static Request inDialog(String uri, String routes) {
        return Stack.request("""
                BYE %s SIP/2.0
                Via: SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bK1;rport
                From: <sip:alice@example.org>;tag=a
                To: <sip:bob@example.org>;tag=b
                Call-ID: c
                CSeq: 2 BYE
                %s""".formatted(uri, routes));
    }

    @ParameterizedTest
    @CsvSource({
        "UDP,  203.0.113.9,  40000, 203.0.113.9~40000~1",
        "TCP,  203.0.113.9,  40000, 203.0.113.9~40000~2",
        "TLS,  203.0.113.9,  40000, 203.0.113.9~40000~3",
        "WS,   203.0.113.9,  40000, 203.0.113.9~40000~5",
        "WSS,  2001:db8::9,  40000, [2001:db8::9]~40000~6",
    })
    void leadsBackToWhereTheMessageCameFrom(SipTransport transport, String ip, int port, String alias) {
        Request invite = invite("<sip:alice@10.0.0.7:5060>");
        ContactAlias.add(invite, flow(transport, ip, port));
        assertThat(Stack.values(invite, "Contact")).containsExactly("<sip:alice@10.0.0.7:5060;alias=" + alias + ">");

        Request bye = inDialog("sip:alice@10.0.0.7:5060;alias=" + alias, "");
        assertThat(ContactAlias.take(bye)).contains(flow(transport, ip, port));
        assertThat(bye.getRequestURI()).hasToString("sip:alice@10.0.0.7:5060");
    }

    @Test
    void leavesAContactThatTellsTheTruth() {
        Request invite = invite("<sip:alice@203.0.113.9>, <sip:alice@203.0.113.9:5060;transport=udp>, <tel:+1>");
        ContactAlias.add(invite, flow(SipTransport.UDP, "203.0.113.9", 5060));
        assertThat(Stack.values(invite, "Contact"))
                .containsExactly("<sip:alice@203.0.113.9>", "<sip:alice@203.0.113.9:5060;transport=udp>", "<tel:+1>");
    }

    @Test
    void sameAddressByAnotherTransportIsAnotherWay() {
        Request invite = invite("<sip:alice@203.0.113.9:5060>, <sips:alice@203.0.113.9:5060>");
        ContactAlias.add(invite, flow(SipTransport.TCP, "203.0.113.9", 5060));
        assertThat(Stack.values(invite, "Contact"))
                .containsExactly(
                        "<sip:alice@203.0.113.9:5060;alias=203.0.113.9~5060~2>",
                        "<sips:alice@203.0.113.9:5060;alias=203.0.113.9~5060~2>");
    }

    @Test
    void browserHasNoAddressAtAll() {
        Response ok = Stack.response("""
                SIP/2.0 200 OK
                Via: SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bK1;rport
                From: <sip:alice@example.org>;tag=a
                To: <sip:bob@example.org>;tag=b
                Call-ID: c
                CSeq: 1 INVITE
                Contact: <sip:b4k1@df7jal23ls0d.invalid;transport=ws;ob>
                """);
        ContactAlias.add(ok, flow(SipTransport.WS, "198.51.100.3", 51123));
        assertThat(Stack.values(ok, "Contact"))
                .containsExactly("<sip:b4k1@df7jal23ls0d.invalid;transport=ws;ob;alias=198.51.100.3~51123~5>");
    }

    @Test
    void peerCannotSendOthersAnywhere() {
        Request lie = invite("<sip:alice@10.0.0.7:5060;alias=192.0.2.66~25~2>");
        ContactAlias.add(lie, flow(SipTransport.UDP, "203.0.113.9", 5060));
        assertThat(Stack.values(lie, "Contact")).containsExactly("<sip:alice@10.0.0.7:5060;alias=203.0.113.9~5060~1>");

        Request truth = invite("<sip:alice@203.0.113.9:5060;alias=192.0.2.66~25~2>");
        ContactAlias.add(truth, flow(SipTransport.UDP, "203.0.113.9", 5060));
        assertThat(Stack.values(truth, "Contact")).containsExactly("<sip:alice@203.0.113.9:5060>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "203.0.113.9~5060", "203.0.113.9~0~1", "203.0.113.9~70000~1", "203.0.113.9~5060~4", "name~5060~1", "~~",
                "203.0.113.9~5060~7", "203.0.113.9~-1~1", "203.0.113.9~5060~1~1"})
    void nonsenseIsTakenOffAndNotFollowed(String alias) {
        Request bye = inDialog("sip:alice@10.0.0.7:5060;alias=" + alias, "");
        assertThat(ContactAlias.take(bye)).isEmpty();
        assertThat(bye.getRequestURI()).hasToString("sip:alice@10.0.0.7:5060");
    }

    @Test
    void aliasBehindARouteIsALaterProxys() {
        Request bye = inDialog("sip:alice@10.0.0.7:5060;alias=203.0.113.9~40000~1", "Route: <sip:next.example.org;lr>\n");
        assertThat(ContactAlias.take(bye)).isEmpty();
        assertThat(bye.getRequestURI()).hasToString("sip:alice@10.0.0.7:5060;alias=203.0.113.9~40000~1");
    }

    @Test
    void withoutAliasThereIsNothingToFollow() {
        assertThat(ContactAlias.take(inDialog("sip:alice@10.0.0.7:5060", ""))).isEmpty();
        assertThat(ContactAlias.take(inDialog("tel:+1", ""))).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:203.0.113.9:5060;transport=udp", "sip:[2001:db8::9]:1;transport=wss"})
    void flowIsReadAsItIsPrinted(String uri) {
        assertThat(Flow.parseUri(uri).map(Flow::toUri)).contains(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sip:a:5060;transport=udp", "sip:203.0.113.9;transport=udp", "sip:203.0.113.9:99999;transport=udp",
        "sip:203.0.113.9:5060;transport=sctp", "sip:203.0.113.9:5060", "sip:1.2.3.4.5:5060;transport=udp"})
    void whatIsNoFlowIsNone(String uri) {
        assertThat(Flow.parseUri(uri)).isEmpty();
    }
}
