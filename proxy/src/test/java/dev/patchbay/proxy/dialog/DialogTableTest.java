package dev.patchbay.proxy.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.header.Stack;
import dev.patchbay.proxy.nat.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 sections 12.1, 12.2.1.1 and 12.2.2; in every test the proxy is {@code p1}, {@code p2} of which is an address too. */
class DialogTableTest {

    private static final String P1 = "<sip:p1.example.org;lr>";
    private static final String P2 = "<sip:p2.example.org;lr>";

    private final DialogLimits limits =
            new DialogLimits(3, 2, Duration.ofMinutes(10), Duration.ofHours(12), Duration.ofSeconds(32));
    private final DialogTable table = new DialogTable(limits, uri -> uri.getHost().matches("p[12]\\.example\\.org"));
    private final List<DialogBye> sent = new ArrayList<>();
    private final DialogTermination termination =
            new DialogTermination(table, sent::add, Stack.MESSAGES, Stack.HEADERS, Stack.ADDRESSES);
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private static Request fromCaller(String method, int cseq, String calleeTag, String... more) {
        return Stack.request(method + " sip:bob@example.org SIP/2.0\n" + common("alice;tag=a", "bob" + calleeTag, cseq, method, more));
    }

    private static Request fromCallee(String method, int cseq, String... more) {
        return Stack.request(method + " sip:alice@192.0.2.1 SIP/2.0\n" + common("bob;tag=b", "alice;tag=a", cseq, method, more));
    }

    private static Response toCaller(int status, String method, int cseq, String calleeTag, String... more) {
        return Stack.response("SIP/2.0 " + status + " X\n" + common("alice;tag=a", "bob" + calleeTag, cseq, method, more));
    }

    private static Response toCallee(int status, String method, int cseq, String... more) {
        return Stack.response("SIP/2.0 " + status + " X\n" + common("bob;tag=b", "alice;tag=a", cseq, method, more));
    }

    private static String common(String from, String to, int cseq, String method, String... more) {
        return """
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
                From: "%s" <sip:%s
                To: <sip:%s
                Call-ID: call
                CSeq: %d %s
                %s
                """.formatted(
                from.replaceAll(";.*", ""), address(from), address(to), cseq, method, String.join("\n", more)).strip() + "\n";
    }

    private static String address(String nameAndTag) {
        String[] parts = nameAndTag.split(";", 2);
        return parts[0] + "@example.org>" + (parts.length == 1 ? "" : ";" + parts[1]);
    }

    private void request(Request request) {
        table.onRequest(request, Optional.empty(), now);
    }

    private void response(Response response) {
        table.onResponse(response, Optional.empty(), now);
    }

    /** A call over us alone. */
    private void establish() {
        request(fromCaller("INVITE", 1, "", "Contact: <sip:alice@192.0.2.1>"));
        response(toCaller(200, "INVITE", 1, ";tag=b", "Contact: <sip:bob@192.0.2.2>", "Record-Route: " + P1));
    }

    private DialogBye byeTo(DialogSide side) {
        return sent.stream().filter(bye -> bye.to() == side).findFirst().orElseThrow();
    }

    private static void assertRequest(DialogBye bye, String uri, String from, String to, long cseq, String... routes) {
        Request request = bye.request();
        assertThat(request.getRequestURI()).hasToString(uri);
        assertThat(request.getMethod()).isEqualTo("BYE");
        assertThat(Stack.values(request, "From")).containsExactly(from);
        assertThat(Stack.values(request, "To")).containsExactly(to);
        assertThat(Stack.values(request, "CSeq")).containsExactly(cseq + " BYE");
        assertThat(Stack.values(request, "Call-ID")).containsExactly("call");
        assertThat(Stack.values(request, "Max-Forwards")).containsExactly("70");
        assertThat(String.join(",", Stack.values(request, "Route"))).isEqualTo(String.join(",", routes));
    }

    private static final String ALICE = "\"alice\" <sip:alice@example.org>;tag=a";
    private static final String BOB = "<sip:bob@example.org>;tag=b";

    @Test
    void tellsEachSideThatTheOtherHasHungUp() {
        establish();
        assertThat(termination.terminate("call")).isTrue();
        assertThat(sent).hasSize(2);
        assertRequest(byeTo(DialogSide.CALLEE), "sip:bob@192.0.2.2", ALICE, BOB, 2);
        assertRequest(byeTo(DialogSide.CALLER), "sip:alice@192.0.2.1", BOB, ALICE, 1);
        assertThat(table.callCount()).as("the INVITE may have other answers").isEqualTo(1);
        assertThat(termination.terminate("call")).isFalse();
    }

    @Test
    void goesOnlyOverTheProxiesOfThatSide() {
        request(fromCaller(
                "INVITE", 1, "", "Contact: <sip:alice@192.0.2.1>", "Record-Route: <sip:c2;lr>, <sip:c1;lr>"));
        response(toCaller(
                200, "INVITE", 1, ";tag=b", "Contact: <sip:bob@192.0.2.2>",
                "Record-Route: <sip:d2;lr>, <sip:d1;lr>", "Record-Route: " + P2 + ", " + P1, "Record-Route: <sip:c2;lr>, <sip:c1;lr>"));
        termination.terminate("call");
        assertRequest(byeTo(DialogSide.CALLEE), "sip:bob@192.0.2.2", ALICE, BOB, 2, "<sip:d1;lr>", "<sip:d2;lr>");
        assertRequest(byeTo(DialogSide.CALLER), "sip:alice@192.0.2.1", BOB, ALICE, 1, "<sip:c2;lr>", "<sip:c1;lr>");
    }

    @Test
    void strictRouterGetsItselfAsRequestUri() {
        request(fromCaller("INVITE", 1, "", "Contact: <sip:alice@192.0.2.1>"));
        response(toCaller(
                200, "INVITE", 1, ";tag=b", "Contact: <sip:bob@192.0.2.2>", "Record-Route: <sip:d2;lr>, <sip:d1>, " + P1));
        termination.terminate("call");
        assertRequest(byeTo(DialogSide.CALLEE), "sip:d1", ALICE, BOB, 2, "<sip:d2;lr>", "<sip:bob@192.0.2.2>");
    }

    @Test
    void requestThatPassedTwiceIsNoLoop() {
        request(fromCaller("INVITE", 1, "", "Contact: <sip:alice@192.0.2.1>", "Record-Route: <sip:c1;lr>"));
        request(fromCaller("INVITE", 1, "", "Contact: <sip:x@192.0.2.9>", "Record-Route: <sip:x;lr>, " + P1 + ", <sip:c1;lr>"));
        String routes = "Record-Route: <sip:d1;lr>, " + P1 + ", <sip:x;lr>, " + P1 + ", <sip:c1;lr>";
        response(toCaller(200, "INVITE", 1, ";tag=b", "Contact: <sip:bob@192.0.2.2>", routes));
        response(toCaller(200, "INVITE", 1, ";tag=b", "Contact: <sip:bob@192.0.2.2>", routes));
        termination.terminate("call");
        assertThat(sent).hasSize(2);
        assertRequest(byeTo(DialogSide.CALLEE), "sip:bob@192.0.2.2", ALICE, BOB, 2, "<sip:d1;lr>");
        assertRequest(byeTo(DialogSide.CALLER), "sip:alice@192.0.2.1", BOB, ALICE, 1, "<sip:c1;lr>");
    }

    @Test
    void countsOnFromTheLastRequestOfEachSide() {
        establish();
        request(fromCaller("ACK", 1, ";tag=b"));
        request(fromCaller("INFO", 7, ";tag=b"));
        request(fromCallee("INVITE", 41, "Contact: <sip:bob@192.0.2.2>"));
        request(fromCallee("ACK", 41));
        termination.terminate("call");
        assertRequest(byeTo(DialogSide.CALLEE), "sip:bob@192.0.2.2", ALICE, BOB, 8);
        assertRequest(byeTo(DialogSide.CALLER), "sip:alice@192.0.2.1", BOB, ALICE, 42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "UPDATE"})
    void followsWhoMovesWhenTheOtherAgrees(String method) {
        establish();
        request(fromCallee(method, 5, "Contact: <sip:bob@192.0.2.22>"));
        response(toCallee(491, method, 5));
        request(fromCallee(method, 6, "Contact: <sip:bob@192.0.2.23>"));
        response(toCallee(200, method, 6, "Contact: <sip:alice@192.0.2.11>"));
        request(fromCaller(method, 2, ";tag=b", "Contact: <sip:alice@192.0.2.12>"));
        response(toCaller(500, method, 2, ";tag=b"));
        request(fromCaller("MESSAGE", 3, ";tag=b", "Contact: <sip:alice@192.0.2.13>"));
        response(toCaller(200, "MESSAGE", 3, ";tag=b", "Contact: <sip:bob@192.0.2.24>"));
        termination.terminate("call");
        assertRequest(byeTo(DialogSide.CALLEE), "sip:bob@192.0.2.23", ALICE, BOB, 4);
        assertRequest(byeTo(DialogSide.CALLER), "sip:alice@192.0.2.11", BOB, ALICE, 7);
    }

    @Test
    void flowLeadsThereWithoutARouteOnly() {
        Flow browser = new Flow(SipTransport.WS, TransportAddress.of("203.0.113.9", 51123));
        Flow next = new Flow(SipTransport.UDP, TransportAddress.of("203.0.113.10", 5060));
        table.onRequest(fromCaller("INVITE", 1, "", "Contact: <sip:a@x.invalid;transport=ws>"), Optional.of(browser), now);
        table.onResponse(
                toCaller(200, "INVITE", 1, ";tag=b", "Contact: <sip:bob@192.0.2.2>", "Record-Route: <sip:d1;lr>, " + P1),
                Optional.of(next),
                now);
        termination.terminate("call");
        assertThat(byeTo(DialogSide.CALLER).flow()).contains(browser);
        assertThat(byeTo(DialogSide.CALLEE).flow()).isEmpty();
    }

    @Test
    void aliasOfAContactIsFollowedAndNotShownToThePhone() {
        request(fromCaller("INVITE", 1, "", "Contact: <sip:a@x.invalid;transport=ws;alias=203.0.113.9~51123~5>"));
        response(toCaller(
                200, "INVITE", 1, ";tag=b", "Contact: <sip:bob@10.0.0.2;alias=203.0.113.8~4000~1>",
                "Record-Route: <sip:d1;lr>, " + P1));
        termination.terminate("call");
        assertThat(byeTo(DialogSide.CALLER).flow())
                .contains(new Flow(SipTransport.WS, TransportAddress.of("203.0.113.9", 51123)));
        assertRequest(byeTo(DialogSide.CALLER), "sip:a@x.invalid;transport=ws", BOB, ALICE, 1);
        assertThat(byeTo(DialogSide.CALLEE).flow()).as("the next proxy follows its own alias").isEmpty();
        assertRequest(byeTo(DialogSide.CALLEE), "sip:bob@10.0.0.2;alias=203.0.113.8~4000~1", ALICE, BOB, 2, "<sip:d1;lr>");
    }

    @Test
    void endsByTheBye() {
        establish();
        request(fromCallee("BYE", 1));
        assertThat(termination.terminate("call")).as("somebody does so already").isFalse();
        response(toCallee(200, "BYE", 1));
        now = now.plus(limits.pending());
        table.expire(now);
        assertThat(table.callCount()).isZero();
        assertThat(sent).isEmpty();
    }

    @Test
    void byeThatNeedsCredentialsEndsNothing() {
        establish();
        request(fromCaller("BYE", 2, ";tag=b"));
        response(toCaller(407, "BYE", 2, ";tag=b"));
        assertThat(table.dialogs("call")).containsExactly(new DialogId("call", "a", "b"));
        request(fromCaller("BYE", 3, ";tag=b"));
        response(toCaller(481, "BYE", 3, ";tag=b"));
        assertThat(table.dialogs("call")).isEmpty();
        assertThat(table.isWatched(fromCaller("INFO", 4, ";tag=b"))).isFalse();
    }

    @Test
    void byeWithoutAnswerEndsInTheEnd() {
        establish();
        request(fromCaller("BYE", 2, ";tag=b"));
        assertThat(table.isWatched(fromCaller("BYE", 2, ";tag=b"))).isTrue();
        now = now.plus(limits.ending());
        table.expire(now);
        assertThat(table.isWatched(fromCaller("BYE", 2, ";tag=b"))).isFalse();
    }

    @Test
    void eachAnsweredBranchIsADialog() {
        establish();
        response(toCaller(180, "INVITE", 1, ";tag=b0", "Contact: <sip:bob@192.0.2.20>", "Record-Route: " + P1));
        response(toCaller(200, "INVITE", 1, ";tag=b2", "Contact: <sip:bob@192.0.2.3>", "Record-Route: " + P1));
        assertThat(table.dialogs("call"))
                .containsExactly(new DialogId("call", "a", "b"), new DialogId("call", "a", "b2"));
        assertThat(table.hasSibling(fromCaller("BYE", 2, ";tag=b"))).isTrue();
        assertThat(table.isFromCaller(fromCaller("BYE", 2, ";tag=b"))).isTrue();
        assertThat(termination.terminate("call", "b2", "a")).isTrue();
        assertThat(table.hasSibling(fromCaller("BYE", 2, ";tag=b"))).isFalse();
        assertThat(sent).extracting(bye -> bye.dialog().calleeTag()).containsExactly("b2", "b2");
        assertThat(termination.terminate("call", "b2", "a")).isFalse();
        assertThat(termination.terminate("call", "b", "x")).isFalse();
        assertThat(termination.terminate("other")).isFalse();
        assertThat(termination.terminate("call", "a", "b")).isTrue();
    }

    @Test
    void secondTryWithCredentialsCounts() {
        request(fromCaller("INVITE", 1, "", "Contact: <sip:alice@192.0.2.1>"));
        response(toCaller(407, "INVITE", 1, ";tag=x"));
        request(fromCaller("INVITE", 2, "", "Contact: <sip:alice@192.0.2.1>"));
        response(toCaller(200, "INVITE", 2, ";tag=b", "Contact: <sip:bob@192.0.2.2>", "Record-Route: " + P1));
        termination.terminate("call");
        assertRequest(byeTo(DialogSide.CALLEE), "sip:bob@192.0.2.2", ALICE, BOB, 3);
    }

    @Test
    void hasRoomForSoMuch() {
        establish();
        response(toCaller(200, "INVITE", 1, ";tag=b2", "Contact: <sip:bob@192.0.2.3>", "Record-Route: " + P1));
        response(toCaller(200, "INVITE", 1, ";tag=b3", "Contact: <sip:bob@192.0.2.4>", "Record-Route: " + P1));
        assertThat(table.dialogs("call")).hasSize(2);
        assertThat(table.unwatchedCount()).isEqualTo(1);
        for (int i = 0; i < 5; i++) {
            request(Stack.request(fromCaller("INVITE", 1, "", "Contact: <sip:alice@192.0.2.1>")
                    .toString()
                    .replace("Call-ID: call", "Call-ID: other" + i)
                    .replace("\r", "")));
        }
        assertThat(table.callCount()).isEqualTo(3);
        assertThat(table.unwatchedCount()).isEqualTo(4);
    }

    @Test
    void forgetsWhatFallsSilent() {
        establish();
        now = now.plus(limits.silent()).minusSeconds(1);
        request(fromCallee("OPTIONS", 3));
        now = now.plusSeconds(2);
        table.expire(now);
        assertThat(table.dialogs("call")).hasSize(1);
        now = now.plus(limits.silent());
        table.expire(now);
        assertThat(table.callCount()).isZero();
    }

    @Test
    void whatBelongsToNothingChangesNothing() {
        request(fromCaller("BYE", 1, ";tag=b"));
        request(fromCaller("OPTIONS", 1, ""));
        request(fromCaller("INVITE", 1, ""));
        response(toCaller(200, "INVITE", 1, ";tag=b", "Contact: <sip:bob@192.0.2.2>"));
        assertThat(table.callCount()).isZero();
        establish();
        response(toCaller(200, "INVITE", 1, "", "Contact: <sip:bob@192.0.2.2>"));
        request(fromCaller("BYE", 1, ";tag=stranger"));
        assertThat(table.dialogs("call")).hasSize(1);
    }

    @Test
    void sideThatCannotBeToldDoesNotKeepTheOtherFromIt() {
        establish();
        List<DialogSide> reached = new ArrayList<>();
        DialogTermination halfDeaf = new DialogTermination(
                table,
                bye -> bye.to() == DialogSide.CALLEE && reached.add(bye.to()),
                Stack.MESSAGES,
                Stack.HEADERS,
                Stack.ADDRESSES);
        assertThat(halfDeaf.terminate("call")).isTrue();
        assertThat(reached).containsExactly(DialogSide.CALLEE);
    }
}
