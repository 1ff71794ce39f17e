package dev.patchbay.system.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.route.ScriptOrigin;
import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.sip.SippRun;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Many calls by the default routing, compiled from its source, with media through a relay: none is lost, and half a minute after the last
 * of all tests there is no transaction of them, no call at the relay, and none of the scripts that were replaced meanwhile.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class ProxyUnderLoadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** How often the script is read anew. */
    private static final int RELOADS = Integer.getInteger("reloads", 10);

    /** Of RFC 3261, 64*T1, with what a busy machine may add: nothing lives longer after its last message. */
    private static final Duration LONGEST_TIMER = Duration.ofSeconds(90);

    /** The one in force and a few: one more than that was seen alive after 30 reloads, and what holds it is not known. */
    private static final int MOST_SCRIPTS = 5;

    private ProxyStage stage;

    @BeforeAll
    void open() throws Exception {
        Prerequisites.programs("sipp");
        stage = ProxyStage.open(ScriptOrigin.file(Path.of("../examples/routes/DefaultRouting.java")));
    }

    @AfterAll
    void nothingIsLeft() throws Exception {
        try {
            Awaitility.await("nothing is left").atMost(LONGEST_TIMER).pollInterval(Duration.ofMillis(500)).untilAsserted(stage::assertNothingIsLeft);
            Awaitility.await("old scripts are gone").atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(
                    () -> assertThat(ScriptLoaders.alive()).isLessThanOrEqualTo(MOST_SCRIPTS));
        } finally {
            if (stage != null) {
                stage.close();
            }
        }
    }

    private SippRun phone(String user, String scenario, String... options) throws Exception {
        SippRun phone = stage.keep(SippRun.callee(scenario, options));
        stage.register(user, phone.local());
        return phone;
    }

    /** Between caller and proxy, in both directions. */
    @Test
    void shouldLoseNoCallOverAWireThatLosesEveryTwentiethMessage() throws Exception {
        SippRun callee = phone("lossy", "callee-load");
        SippRun caller = stage.keep(SippRun.caller("caller-load", "lossy", stage.address(), "-r", "30", "-l", "15", "-m", "60", "-lost", "5"));
        caller.awaitSuccess(PATIENCE);
        assertThat(callee.errors()).doesNotContain("Aborting call");
        assertThat(stage.proxy().figures().repeatedRequests.sum()).as("requests that came again").isPositive();
    }

    @Test
    void shouldLoseNoCallWhileTheScriptIsReadAnew() throws Exception {
        phone("reload", "callee-load");
        SippRun caller = stage.keep(SippRun.caller("caller-load", "reload", stage.address(), "-r", "50", "-l", "30"));
        for (int i = 0; i < RELOADS; i++) {
            stage.proxy().reload();
        }
        caller.finish();
        caller.awaitSuccess(PATIENCE);
        assertThat(ScriptLoaders.alive()).as("scripts while their transactions are remembered").isPositive();
        assertThat(stage.proxy().figures().scriptFailures.sum()).isZero();
    }

    /** One of the three phones answers, the others are cancelled. */
    @Test
    void shouldForkFortyCallsToThreePhonesEach() throws Exception {
        SippRun answering = phone("fork", "callee-load");
        SippRun ringing = phone("fork", "callee-cancel");
        SippRun alsoRinging = phone("fork", "callee-cancel");
        SippRun caller = stage.keep(SippRun.caller("caller-load", "fork", stage.address(), "-r", "25", "-l", "15", "-m", "40"));
        caller.awaitSuccess(PATIENCE);
        for (SippRun phone : List.of(answering, ringing, alsoRinging)) {
            assertThat(phone.errors()).doesNotContain("Aborting call");
        }
    }

    /** Whichever is first at the proxy: the phone has answered, so there is a call, and the caller must learn of it to end it. */
    @Test
    void shouldPassAnAnswerThatCrossesACancel() throws Exception {
        SipPeer alice = stage.phone();
        SipPeer bob = stage.phone();
        stage.register("crossing", bob);
        for (int i = 0; i < 20; i++) {
            String callId = "crossing-" + i;
            alice.invite(stage.uri("crossing"), callId, ProxyStage.sdp(20_000));
            SIPRequest invite = bob.awaitRequest("INVITE");
            bob.reply(invite, 180, "b");
            alice.awaitResponse(180);
            if (i % 2 == 0) {
                alice.cancel(stage.uri("crossing"), callId);
                bob.reply(invite, 200, "b", ProxyStage.sdp(20_002));
            } else {
                bob.reply(invite, 200, "b", ProxyStage.sdp(20_002));
                alice.cancel(stage.uri("crossing"), callId);
            }
            SIPResponse answer = alice.awaitResponse(200, "INVITE");
            assertThat(answer.getCallId().getCallId()).isEqualTo(callId);
            alice.within(answer, "ACK", 1);
            alice.within(answer, "BYE", 2);
            // The CANCEL may have come, or not.
            bob.reply(bob.awaitRequest("BYE"), 200, "b");
            assertThat(alice.awaitResponse(200, "BYE").getCallId().getCallId()).isEqualTo(callId);
        }
    }

    /** One phone answers while the other one's refusal and the CANCEL to it cross. */
    @Test
    void shouldPassAnAnswerBesideARefusalThatCrossesItsCancel() throws Exception {
        SipPeer alice = stage.phone();
        List<SipPeer> phones = List.of(stage.phone(), stage.phone());
        for (SipPeer phone : phones) {
            stage.register("refusal", phone);
        }
        for (int i = 0; i < 20; i++) {
            alice.invite(stage.uri("refusal"), "refusal-" + i, ProxyStage.sdp(20_000));
            List<SIPRequest> invites = new ArrayList<>();
            for (SipPeer phone : phones) {
                invites.add(phone.awaitRequest("INVITE"));
                phone.reply(invites.getLast(), 180, "t" + invites.size());
                alice.awaitResponse(180);
            }
            int refusing = i % 2;
            phones.get(1 - refusing).reply(invites.get(1 - refusing), 200, "t", ProxyStage.sdp(20_002));
            phones.get(refusing).reply(invites.get(refusing), 487, "t");
            SIPResponse answer = alice.awaitResponse(200, "INVITE");
            alice.within(answer, "ACK", 1);
            phones.get(1 - refusing).awaitRequest("ACK");
            phones.get(refusing).awaitRequest("ACK");
            alice.within(answer, "BYE", 2);
            phones.get(1 - refusing).reply(phones.get(1 - refusing).awaitRequest("BYE"), 200, "t");
            alice.awaitResponse(200, "BYE");
        }
    }

    /** A refusal is sent again until it is given up; an answer that nobody acknowledges is ended by the phone. */
    @Test
    void shouldForgetCallersWhoNeverSendAnAck() throws Exception {
        SipPeer alice = stage.phone();
        SipPeer bob = stage.phone();
        stage.register("silence", bob);
        for (int i = 0; i < 20; i++) {
            alice.invite(stage.uri("silence"), "refused-" + i, ProxyStage.sdp(20_000));
            SIPRequest refused = bob.awaitRequest("INVITE");
            bob.reply(refused, 486, "b");
            bob.awaitRequest("ACK");
            alice.invite(stage.uri("silence"), "answered-" + i, ProxyStage.sdp(20_000));
            SIPRequest answered = bob.awaitRequest("INVITE");
            bob.reply(answered, 200, "b", ProxyStage.sdp(20_002));
            alice.awaitResponse(200);
            bob.hangUp(answered, "b");
            alice.reply(alice.awaitRequest("BYE"), 200, "a");
            bob.awaitResponse(200, "BYE");
        }
    }
}
