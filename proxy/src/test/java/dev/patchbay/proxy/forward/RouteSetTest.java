package dev.patchbay.proxy.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.testing.SipText;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RouteSetTest {

    private static final ListenAddress UDP = ListenAddress.parse("udp:192.0.2.9:5060");
    private static final ListenAddress TCP = ListenAddress.parse("tcp:192.0.2.9:5060");
    private static final OwnAddresses OWN = new OwnAddresses(List.of(UDP, TCP), Set.of("sip.example.org"));

    @Test
    void shouldTakeOffBothOfItsEntries() {
        SIPRequest request = SipText.invite("sip:bob@192.0.2.2", """
                Route: <sip:192.0.2.9;transport=tcp;lr>, <sip:192.0.2.9:5060;lr>, <sip:192.0.2.7;lr>
                """);

        assertThat(RouteSet.takeOwn(request, OWN)).isTrue();

        assertThat(RouteSet.topRoute(request).orElseThrow()).hasToString("sip:192.0.2.7;lr");
        assertThat(request.getRequestURI()).hasToString("sip:bob@192.0.2.2");
    }

    @Test
    void shouldTellRequestsWithoutRoute() {
        SIPRequest request = SipText.invite("sip:bob@192.0.2.2", "");

        assertThat(RouteSet.takeOwn(request, OWN)).isFalse();
    }

    @Test
    void shouldKnowItselfByName() {
        SIPRequest request = SipText.invite("sip:bob@192.0.2.2", "Route: <sip:SIP.example.org;lr>\n");

        assertThat(RouteSet.takeOwn(request, OWN)).isTrue();

        assertThat(RouteSet.topRoute(request)).isEmpty();
    }

    @Test
    void shouldLeaveTheRouteOfAnother() {
        SIPRequest request = SipText.invite("sip:bob@192.0.2.2", "Route: <sip:192.0.2.9:5070;lr>\n");

        assertThat(RouteSet.takeOwn(request, OWN)).isTrue();

        assertThat(RouteSet.topRoute(request).orElseThrow()).hasToString("sip:192.0.2.9:5070;lr");
    }

    /** RFC 3261 section 16.4: a strict router put our URI into the request line and the target last. */
    @Test
    void shouldUndoWhatAStrictRouterDid() {
        SIPRequest request = SipText.invite("sip:192.0.2.9;lr", "Route: <sip:192.0.2.7;lr>, <sip:bob@192.0.2.2>\n");

        assertThat(RouteSet.takeOwn(request, OWN)).isTrue();

        assertThat(request.getRequestURI()).hasToString("sip:bob@192.0.2.2");
        assertThat(RouteSet.topRoute(request).orElseThrow()).hasToString("sip:192.0.2.7;lr");
    }

    /** RFC 3261 section 16.6, step 6. */
    @Test
    void shouldGiveAStrictRouterWhatItExpects() {
        SIPRequest request = SipText.invite("sip:bob@192.0.2.2", "Route: <sip:192.0.2.7>, <sip:192.0.2.8;lr>\n");

        RouteSet.adaptToStrictRouter(request);

        assertThat(request.getRequestURI()).hasToString("sip:192.0.2.7");
        assertThat(entries(request.getRouteHeaders()))
                .isEqualTo("Route: <sip:192.0.2.8;lr>, Route: <sip:bob@192.0.2.2>");
    }

    @Test
    void shouldRecordOneEntryWhereBothSidesAreTheSame() {
        SIPRequest request = SipText.invite("sip:bob@192.0.2.2", "Record-Route: <sip:192.0.2.7;lr>\n");

        RouteSet.record(request, UDP, UDP);

        assertThat(entries(request.getRecordRouteHeaders()))
                .isEqualTo("Record-Route: <sip:192.0.2.9:5060;lr>, Record-Route: <sip:192.0.2.7;lr>");
    }

    /** RFC 5658: the callee's side on top. */
    @Test
    void shouldRecordBothSidesWhereTheyDiffer() {
        SIPRequest request = SipText.invite("sip:bob@192.0.2.2", "");

        RouteSet.record(request, UDP, TCP);

        assertThat(entries(request.getRecordRouteHeaders()))
                .isEqualTo("Record-Route: <sip:192.0.2.9:5060;transport=tcp;lr>, Record-Route: <sip:192.0.2.9:5060;lr>");
    }

    @Test
    void shouldRecordIpv6InBrackets() {
        ListenAddress ipv6 = ListenAddress.parse("udp:[2001:db8::9]:5060");
        SIPRequest request = SipText.invite("sip:bob@192.0.2.2", "");

        RouteSet.record(request, ipv6, ipv6);

        assertThat(entries(request.getRecordRouteHeaders())).isEqualTo("Record-Route: <sip:[2001:db8::9]:5060;lr>");
    }

    /** Whether the stack writes them on one line or on several. */
    private static String entries(SIPHeaderList<?> headers) {
        return headers.stream().map(header -> header.toString().strip()).collect(Collectors.joining(", "));
    }
}
