package dev.patchbay.proxy.nat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.header.Stack;
import javax.sip.message.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3261 section 18.2.1, RFC 3581 section 4. */
class ViaSourceTest {

    @ParameterizedTest
    @CsvSource({
        // The RFC's own example.
        "10.1.1.1:4540;rport,                    192.0.2.1,   9988, 10.1.1.1:4540;rport=9988;received=192.0.2.1",
        "192.0.2.1:5060;rport,                   192.0.2.1,   5060, 192.0.2.1:5060;rport=5060;received=192.0.2.1",
        "10.1.1.1:4540,                          192.0.2.1,   9988, 10.1.1.1:4540;received=192.0.2.1",
        "192.0.2.1:4540,                         192.0.2.1,   9988, 192.0.2.1:4540",
        "phone.example.org,                      192.0.2.1,   9988, phone.example.org;received=192.0.2.1",
        "[2001:db8::1]:5060,                     2001:db8::1, 5060, [2001:db8::1]:5060",
        "[2001:db8::1]:5060;rport,               2001:db8::2, 5061, [2001:db8::1]:5060;rport=5061;received=2001:db8::2",
        "192.0.2.1:4540;received=203.0.113.66,   192.0.2.1,   9988, 192.0.2.1:4540",
        "192.0.2.1:4540;rport=1;received=9.9.9.9,192.0.2.1,   9988, 192.0.2.1:4540;rport=9988;received=192.0.2.1",
    })
    void tellsWhereTheRequestCameFrom(String sentBy, String ip, int port, String expected) {
        Request request = Stack.request("""
                OPTIONS sip:bob@example.org SIP/2.0
                Via: SIP/2.0/UDP %s
                Via: SIP/2.0/UDP 10.9.9.9:5060;rport
                From: <sip:alice@example.org>;tag=a
                To: <sip:bob@example.org>
                Call-ID: c
                CSeq: 1 OPTIONS
                """.formatted(sentBy));
        Flow flow = new Flow(SipTransport.UDP, TransportAddress.of(ip, port));
        ViaSource.note(request, flow);
        ViaSource.note(request, flow);
        String[] parts = expected.split(";", 2);
        String via = Stack.values(request, "Via").getFirst();
        assertThat(via).startsWith("SIP/2.0/UDP " + parts[0]);
        assertThat(via.substring(("SIP/2.0/UDP " + parts[0]).length()).split(";"))
                .containsExactlyInAnyOrder((parts.length == 1 ? "" : ";" + parts[1]).split(";"));
        assertThat(Stack.values(request, "Via").getLast()).isEqualTo("SIP/2.0/UDP 10.9.9.9:5060;rport");
    }
}
