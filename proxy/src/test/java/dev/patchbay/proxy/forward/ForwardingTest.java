package dev.patchbay.proxy.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.proxy.route.FailedRequest;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RouteHandler;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.proxy.testing.TestProxy;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real proxy between phones on loopback. */
class ForwardingTest {

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestProxy proxy;
    private SipPeer alice;
    private SipPeer bob;
    private SipPeer carol;

    /** CANCEL and requests within dialogs are as in any script; the handler has the rest. */
    private static RoutingScript routing(RouteHandler<IncomingRequest> handler) {
        return new RoutingScript() {
            @Override
            public void onRequest(IncomingRequest request) throws Exception {
                if (request.isMethod("CANCEL")) {
                    request.relay();
                } else if (request.looseRoute()) {
                    request.relay();
                } else {
                    handler.handle(request);
                }
            }
        };
    }

    private void start(RouteHandler<IncomingRequest> handler) throws Exception {
        proxy = TestProxy.start(routing(handler));
        open.add(proxy);
        alice = phone();
        bob = phone();
        carol = phone();
    }

    private SipPeer phone() throws Exception {
        SipPeer phone = proxy.phone();
        open.add(phone);
        return phone;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void shouldCarryACallFromInviteToBye() throws Exception {
        start(request -> {
            request.recordRoute();
            request.setUri(bob.contact("bob"));
            request.relay();
        });
        alice.invite(proxy.uri("bob"), "call1");
        alice.awaitResponse(100);
        SIPRequest invite = bob.awaitRequest("INVITE");
        assertThat(invite.getRequestURI()).hasToString(bob.contact("bob"));
        assertThat(invite.getMaxForwards().getMaxForwards()).isEqualTo(69);
        assertThat(invite.getViaHeaders()).hasSize(2);
        bob.reply(invite, 180, "b");
        alice.awaitResponse(180);
        bob.reply(invite, 200, "b");
        SIPResponse answer = alice.awaitResponse(200);
        assertThat(answer.getViaHeaders()).hasSize(1);

        alice.within(answer, "ACK", 1);
        SIPRequest ack = bob.awaitRequest("ACK");
        assertThat(ack.getRouteHeaders()).isNull();
        alice.within(answer, "BYE", 2);
        bob.reply(bob.awaitRequest("BYE"), 200, "b");
        alice.awaitResponse(200, "BYE");
        assertThat(proxy.proxy().figures().strayResponses.sum()).isZero();
    }

    /** RFC 3261 section 7.3.1 allows one line for all, but not everybody reads it. */
    @Test
    void shouldWriteEachViaAndRouteOnALineOfItsOwn() throws Exception {
        start(request -> {
            request.recordRoute();
            request.setUri(bob.contact("bob"));
            request.relay();
        });
        alice.send("""
                INVITE %s SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bKlines, SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKfirst
                Record-Route: <sip:192.0.2.2;lr>, <sip:192.0.2.1;lr>
                From: <sip:alice@example.com>;tag=a
                To: <sip:bob@example.com>
                Call-ID: lines
                CSeq: 1 INVITE
                Contact: <sip:alice@192.0.2.1>
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(proxy.uri("bob")));
        SIPRequest invite = bob.awaitRequest("INVITE");
        assertThat(lines(bob, "Via")).hasSize(3).noneMatch(line -> line.contains(","));
        assertThat(lines(bob, "Record-Route")).hasSize(3).noneMatch(line -> line.contains(","));

        bob.reply(invite, 200, "b");
        alice.awaitResponse(200);
        assertThat(lines(alice, "Via")).hasSize(2).noneMatch(line -> line.contains(","));
        assertThat(lines(alice, "Record-Route")).hasSize(3).noneMatch(line -> line.contains(","));
    }

    private static List<String> lines(SipPeer phone, String header) {
        return phone.lastText().lines().filter(line -> line.startsWith(header + ":")).toList();
    }

    @Test
    void shouldForwardBothAnswersOfAForkAndTheirAcknowledgementsAndByes() throws Exception {
        start(request -> {
            request.recordRoute();
            request.fork(bob.contact("bob"), carol.contact("carol"));
        });
        alice.invite(proxy.uri("bob"), "call2");
        SIPRequest toBob = bob.awaitRequest("INVITE");
        SIPRequest toCarol = carol.awaitRequest("INVITE");
        bob.reply(toBob, 200, "b");
        carol.reply(toCarol, 200, "c");
        SIPResponse first = alice.awaitResponse(200);
        SIPResponse second = alice.awaitResponse(200);
        assertThat(List.of(first.getToTag(), second.getToTag())).containsExactlyInAnyOrder("b", "c");

        SIPResponse ofBob = first.getToTag().equals("b") ? first : second;
        SIPResponse ofCarol = first.getToTag().equals("b") ? second : first;
        alice.within(ofBob, "ACK", 1);
        alice.within(ofCarol, "ACK", 1);
        bob.awaitRequest("ACK");
        carol.awaitRequest("ACK");
        alice.within(ofCarol, "BYE", 2);
        carol.reply(carol.awaitRequest("BYE"), 200, "c");
        alice.awaitResponse(200, "BYE");
    }

    @Test
    void shouldCancelTheOtherBranchesAfterAnAnswer() throws Exception {
        start(request -> request.fork(bob.contact("bob"), carol.contact("carol")));
        alice.invite(proxy.uri("bob"), "call3");
        SIPRequest toBob = bob.awaitRequest("INVITE");
        SIPRequest toCarol = carol.awaitRequest("INVITE");
        carol.reply(toCarol, 180, "c");
        alice.awaitResponse(180);
        bob.reply(toBob, 200, "b");
        alice.awaitResponse(200);

        SIPRequest cancel = carol.awaitRequest("CANCEL");
        assertThat(cancel.getTopmostVia().getBranch()).isEqualTo(toCarol.getTopmostVia().getBranch());
        carol.reply(cancel, 200, "c");
        carol.reply(toCarol, 487, "c");
        carol.awaitRequest("ACK");
    }

    @Test
    void shouldTryOneAfterTheOther() throws Exception {
        start(request -> request.tryInTurn(bob.contact("bob"), carol.contact("carol")));
        alice.invite(proxy.uri("bob"), "call4");
        bob.reply(bob.awaitRequest("INVITE"), 486, "b");
        bob.awaitRequest("ACK");
        SIPRequest toCarol = carol.awaitRequest("INVITE");
        carol.reply(toCarol, 200, "c");

        assertThat(alice.awaitResponse(200).getToTag()).isEqualTo("c");
    }

    @Test
    void shouldSendTheBestFailureOnceAllHaveFailed() throws Exception {
        start(request -> request.fork(bob.contact("bob"), carol.contact("carol")));
        alice.invite(proxy.uri("bob"), "call5");
        bob.reply(bob.awaitRequest("INVITE"), 503, "b");
        carol.reply(carol.awaitRequest("INVITE"), 486, "c");

        assertThat(alice.awaitResponse(486).getToTag()).isEqualTo("c");
    }

    @Test
    void shouldAskNobodyElseAfterADecline() throws Exception {
        start(request -> request.tryInTurn(bob.contact("bob"), carol.contact("carol")));
        alice.invite(proxy.uri("bob"), "call6");
        bob.reply(bob.awaitRequest("INVITE"), 603, "b");

        alice.awaitResponse(603);
        assertThat(carol.isQuietFor(300)).isTrue();
    }

    @Test
    void shouldCancelForTheCaller() throws Exception {
        start(request -> {
            request.setUri(bob.contact("bob"));
            request.relay();
        });
        alice.invite(proxy.uri("bob"), "call7");
        SIPRequest invite = bob.awaitRequest("INVITE");
        bob.reply(invite, 180, "b");
        alice.awaitResponse(180);
        alice.cancel(proxy.uri("bob"), "call7");
        alice.awaitResponse(200, "CANCEL");
        bob.reply(bob.awaitRequest("CANCEL"), 200, "b");
        bob.reply(invite, 487, "b");

        alice.awaitResponse(487);
    }

    /** The CANCEL waits for a provisional response (RFC 3261 section 9.1). */
    @Test
    void shouldKeepACancelUntilTheCalleeIsKnownToHaveTheInvite() throws Exception {
        start(request -> {
            request.setUri(bob.contact("bob"));
            request.relay();
        });
        alice.invite(proxy.uri("bob"), "call8");
        SIPRequest invite = bob.awaitRequest("INVITE");
        alice.cancel(proxy.uri("bob"), "call8");
        alice.awaitResponse(200, "CANCEL");
        bob.reply(invite, 100, "b");

        bob.awaitRequest("CANCEL");
    }

    @Test
    void shouldRefuseACancelOfNothing() throws Exception {
        start(_ -> {});
        alice.cancel(proxy.uri("bob"), "call9");

        alice.awaitResponse(481);
    }

    @Test
    void shouldTryAnotherPlaceInAFailureRoute() throws Exception {
        start(request -> {
            request.armFailure((FailedRequest failed) -> {
                assertThat(failed.status()).isEqualTo(480);
                failed.addBranch(carol.contact("carol"));
                failed.relay();
            });
            request.setUri(bob.contact("bob"));
            request.relay();
        });
        alice.invite(proxy.uri("bob"), "call10");
        bob.reply(bob.awaitRequest("INVITE"), 480, "b");
        carol.reply(carol.awaitRequest("INVITE"), 200, "c");

        assertThat(alice.awaitResponse(200).getToTag()).isEqualTo("c");
    }

    @Test
    void shouldAbsorbRepeatedRequests() throws Exception {
        start(request -> {
            request.setUri(bob.contact("bob"));
            request.relay();
        });
        alice.invite(proxy.uri("bob"), "call11");
        SIPRequest invite = bob.awaitRequest("INVITE");
        bob.reply(invite, 180, "b");
        alice.awaitResponse(180);
        alice.invite(proxy.uri("bob"), "call11");

        alice.awaitResponse(180);
        assertThat(bob.isQuietFor(300)).isTrue();
    }

    @Test
    void shouldSeeALoop() throws Exception {
        start(request -> {
            // To itself, under the name it came with.
            request.relay();
        });
        alice.invite(proxy.uri("bob"), "call12");

        alice.awaitResponse(482);
    }

    @Test
    void shouldRefuseARequestThatHasGoneTooFar() throws Exception {
        start(IncomingRequest::relay);
        alice.send("""
                OPTIONS %s SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bKhops
                From: <sip:alice@example.com>;tag=a
                To: <sip:bob@example.com>
                Call-ID: hops
                CSeq: 1 OPTIONS
                Max-Forwards: 0
                Content-Length: 0

                """.formatted(bob.contact("bob")));

        alice.awaitResponse(483);
    }

    @Test
    void shouldAnswerForAScriptThatFails() throws Exception {
        start(_ -> {
            throw new IllegalStateException("a defect of the script");
        });
        alice.invite(proxy.uri("bob"), "call13");

        alice.awaitResponse(500);
        await().untilAsserted(() -> assertThat(proxy.proxy().figures().scriptFailures.sum()).isEqualTo(1));
    }

    @Test
    void shouldSayThatNobodyListensThere() throws Exception {
        start(request -> {
            request.setUri("sip:nobody@nowhere.invalid");
            request.relay();
        });
        alice.invite(proxy.uri("bob"), "call14");

        alice.awaitResponse(478);
    }

    @Test
    void shouldNotCarryResponsesThatItDidNotAskFor() throws Exception {
        start(IncomingRequest::relay);
        alice.send("""
                SIP/2.0 200 OK
                Via: SIP/2.0/UDP %s:%d;branch=z9hG4bKmade-up
                Via: SIP/2.0/UDP %s;branch=z9hG4bKvictim
                From: <sip:alice@example.com>;tag=a
                To: <sip:bob@example.com>;tag=b
                Call-ID: stray
                CSeq: 1 INVITE
                Content-Length: 0

                """.formatted(proxy.address().getHostString(), proxy.address().getPort(), bob.address()));

        assertThat(bob.isQuietFor(300)).isTrue();
        assertThat(proxy.proxy().figures().dropped.sum()).isEqualTo(1);
    }
}
