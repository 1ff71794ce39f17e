package dev.patchbay.system.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.route.ScriptOrigin;
import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.proxy.testing.TestProxy;
import dev.patchbay.system.media.G711;
import dev.patchbay.system.media.RtpPeer;
import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.net.WorkFolder;
import dev.patchbay.system.relay.NgClient;
import dev.patchbay.system.relay.RelayUnderTest;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that neither side ends: the relay says that no media comes any more, or an operator wants them to end. */
@Timeout(120)
class MediaTimeoutCallTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final String[] IMPATIENT = {"--timeout=2", "--silent-timeout=2"};

    /** An answered call between two phones whose media has gone through the relay. */
    private record Call(SipPeer alice, SipPeer bob, SIPRequest invite, SIPResponse answer, RtpPeer aliceMedia, RtpPeer bobMedia) {

        static Call establish(SipPeer alice, SipPeer bob, RtpPeer aliceMedia, RtpPeer bobMedia, String uri, String callId) throws Exception {
            alice.invite(uri, callId, ProxyStage.sdp(aliceMedia));
            SIPRequest invite = bob.awaitRequest("INVITE");
            bob.reply(invite, 200, "b", ProxyStage.sdp(bobMedia));
            SIPResponse answer = alice.awaitResponse(200, "INVITE");
            alice.within(answer, "ACK", 1);
            bob.awaitRequest("ACK");
            aliceMedia.startSending(audio(answer.toString()), 440);
            bobMedia.startSending(audio(invite.toString()), 700);
            aliceMedia.awaitReceived(10, PATIENCE);
            bobMedia.awaitReceived(10, PATIENCE);
            return new Call(alice, bob, invite, answer, aliceMedia, bobMedia);
        }

        void fallSilent() {
            aliceMedia.stopSending();
            bobMedia.stopSending();
        }

        void bothGetTheByeOfTheOther() throws Exception {
            SIPRequest toAlice = alice.awaitRequest("BYE");
            assertThat(toAlice.getFromTag()).isEqualTo("b");
            alice.reply(toAlice, 200, "a");
            SIPRequest toBob = bob.awaitRequest("BYE");
            assertThat(toBob.getFromTag()).isEqualTo("a");
            bob.reply(toBob, 200, "b");
        }

        private static InetSocketAddress audio(String message) {
            String port = message.replaceAll("(?s).*m=audio ([0-9]+).*", "$1");
            return new InetSocketAddress("127.0.0.1", Integer.parseInt(port));
        }
    }

    private static Call call(ProxyStage stage, String callId) throws Exception {
        SipPeer bob = stage.phone();
        stage.register("bob", bob);
        return Call.establish(stage.phone(), bob, stage.media(), stage.media(), stage.uri("bob"), callId);
    }

    /** The relay and the proxy are two programs; the relay has two forms of saying it. */
    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldEndACallWhoseMediaHasStoppedAtAnotherProcess(int format) throws Exception {
        try (ProxyStage stage = ProxyStage.toldOfTimeouts(ScriptOrigin.standard(), IMPATIENT[0], IMPATIENT[1], "--xmlrpc-format=" + format)) {
            Call call = call(stage, "timeout");
            call.fallSilent();
            call.bothGetTheByeOfTheOther();
            assertThat(stage.proxy().terminator().terminate("timeout")).as("whether there is anything left to end").isFalse();
            Awaitility.await("no call").atMost(PATIENCE).until(() -> stage.relayCalls().isEmpty());
        }
    }

    /** By MI, as {@code opensips-cli} would say it, to a script that opens the door. */
    @Test
    void shouldEndACallThatAnOperatorTearsDown() throws Exception {
        int door = TestProxy.freePort("127.0.0.1");
        Path script = WorkFolder.create("teardown").resolve("routing.java");
        Files.writeString(script, """
                import dev.patchbay.proxy.route.*;
                import dev.patchbay.sip.management.*;
                import dev.patchbay.sip.rtpengine.*;
                import java.net.InetSocketAddress;
                import java.util.Optional;

                public class Routing extends RoutingScript {

                    private OpenSipsRtpengine rtpengine;

                    @Override
                    public void open(ScriptSettings settings) throws Exception {
                        rtpengine = settings.openSips(OpenSipsSettings.builder().rtpengineSock(settings.relays()).build());
                        OpenSipsCommands commands = new OpenSipsCommands(rtpengine.pool(), Optional.empty(), Optional.of(settings.dialogs()));
                        settings.closeWithScript(JsonRpcServer.open(new InetSocketAddress("127.0.0.1", %d), commands));
                    }

                    @Override
                    public void onRequest(IncomingRequest request) throws Exception {
                        if (request.isMethod("REGISTER")) {
                            request.save();
                        } else if (request.isInDialog()) {
                            request.looseRoute();
                            if (request.isMethod("BYE")) {
                                rtpengine.rtpengineDelete(request.route());
                            }
                            request.relay();
                        } else if (request.lookup()) {
                            request.trackDialog();
                            request.recordRoute();
                            rtpengine.rtpengineOffer(request.route());
                            request.relay();
                        }
                    }

                    @Override
                    public void onReply(IncomingReply reply) {
                        if (reply.isMethod("INVITE") && reply.status() == 200) {
                            rtpengine.rtpengineAnswer(reply.route());
                        }
                    }

                    @Override
                    public void onLocalRequest(LocalRequest request) {
                        if (request.isFromCaller()) {
                            rtpengine.rtpengineDelete(request.route());
                        }
                    }
                }
                """.formatted(door));
        try (ProxyStage stage = ProxyStage.open(ScriptOrigin.file(script))) {
            Call call = call(stage, "unwanted");
            assertThat(teardown(door, "another")).contains("error");
            assertThat(teardown(door, "unwanted")).contains("result").doesNotContain("error");
            call.bothGetTheByeOfTheOther();
            assertThat(teardown(door, "unwanted")).contains("error");
            Awaitility.await("no call").atMost(PATIENCE).until(() -> stage.relayCalls().isEmpty());
        }
    }

    private static String teardown(int door, String callId) throws Exception {
        String body = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"teardown\", \"params\": {\"callid\": \"" + callId + "\"}}";
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door + "/mi"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** The relay and the proxy are one program, as a newcomer starts it, but with less patience. */
    @Test
    void shouldEndACallWhoseMediaHasStoppedWithinOneProcess() throws Exception {
        Prerequisites.root();
        RelayUnderTest.PATCHBAY.require();
        NetNamespace.removeStale();
        try (NetNamespace host = NetNamespace.create("run");
                ChildProcess program = host.start(
                        "patchbay run",
                        List.of(RelayUnderTest.launcher().toString(), "run", IMPATIENT[0], IMPATIENT[1], "--delete-delay=0"),
                        WorkFolder.create("run").resolve("log"))) {
            program.awaitOutput("SIP proxy on", START_TIMEOUT);
            InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
            InetSocketAddress proxy = new InetSocketAddress("127.0.0.1", 5060);
            try (NgClient ng = new NgClient(host.udpSocket(any), new InetSocketAddress("127.0.0.1", 2223));
                    SipPeer alice = new SipPeer(proxy, host.udpSocket(any));
                    SipPeer bob = new SipPeer(proxy, host.udpSocket(any));
                    RtpPeer aliceMedia = RtpPeer.open(host, any, G711.PCMA, 1);
                    RtpPeer bobMedia = RtpPeer.open(host, any, G711.PCMA, 2)) {
                bob.send("""
                        REGISTER sip:127.0.0.1 SIP/2.0
                        Via: SIP/2.0/UDP ME;branch=z9hG4bKbob
                        From: <sip:bob@127.0.0.1>;tag=r
                        To: <sip:bob@127.0.0.1>
                        Call-ID: bob
                        CSeq: 1 REGISTER
                        Contact: <sip:bob@ME>
                        Max-Forwards: 70
                        Content-Length: 0

                        """);
                bob.awaitResponse(200);
                Call call = Call.establish(alice, bob, aliceMedia, bobMedia, "sip:bob@127.0.0.1", "silent");
                assertThat(ng.request(Map.of("command", "list", "limit", 10)).get("calls")).isEqualTo(List.of("silent"));
                call.fallSilent();
                call.bothGetTheByeOfTheOther();
                // A dialog that is gone is none: its requests get nowhere.
                alice.within(call.answer(), "BYE", 7);
                alice.awaitResponse(481);
                Awaitility.await("no call").atMost(PATIENCE).until(
                        () -> ng.request(Map.of("command", "list", "limit", 10)).get("calls").equals(List.of()));
            }
        }
    }
}
