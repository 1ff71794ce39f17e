package dev.patchbay.sip.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.IpAddress;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.client.FakeRelay;
import dev.patchbay.sip.message.TextSipMessage;
import dev.patchbay.sip.route.ReplyRoute;
import dev.patchbay.sip.route.RequestRoute;
import dev.patchbay.sip.select.AllowedOperations;
import dev.patchbay.sip.select.CallIdHash;
import dev.patchbay.sip.select.KamailioSelection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The functions of both modules against a relay that answers politely: what is sent, and what happens to the message. */
class ModuleFunctionsTest {

    private final SampleMessages messages = new SampleMessages();

    @Test
    void shouldOfferAnswerAndDeleteAsOpenSips() throws Exception {
        try (FakeRelay relay = new FakeRelay();
                OpenSipsRtpengine rtpengine = OpenSipsRtpengine.open(
                        OpenSipsSettings.builder().rtpengineSock(relay.url()).build())) {
            TextSipMessage invite = messages.request("INVITE", false, SampleMessages.SDP);
            List<String> sockets = new ArrayList<>();
            FunctionResult result = rtpengine.rtpengineOffer(
                    new RequestRoute(invite), "replace-origin", SdpParameters.none().sockVar(sockets::add));
            assertThat(result.isOk()).isTrue();
            assertThat(sockets).containsExactly(relay.url());
            assertThat(new String(invite.body(), ISO_8859_1)).contains("s=relayed");

            TextSipMessage ok = messages.reply("INVITE", 200, SampleMessages.SDP);
            assertThat(rtpengine.rtpengineAnswer(new ReplyRoute(ok)).isOk()).isTrue();
            assertThat(rtpengine.rtpengineDelete(new RequestRoute(messages.request("BYE", true, ""))).isOk()).isTrue();
            assertThat(relay.commandNames()).containsExactly("offer", "answer", "delete");
        }
    }

    @Test
    void shouldManageAsKamailio() throws Exception {
        try (FakeRelay relay = new FakeRelay();
                KamailioRtpengine rtpengine = KamailioRtpengine.open(
                        KamailioSettings.builder().rtpengineSock(relay.url()).build())) {
            rtpengine.rtpengineManage(new RequestRoute(messages.request("INVITE", false, SampleMessages.SDP)));
            rtpengine.rtpengineManage(new ReplyRoute(messages.reply("INVITE", 200, SampleMessages.SDP)));
            rtpengine.rtpengineManage(new RequestRoute(messages.request("BYE", true, "")));
            assertThat(relay.commandNames()).containsExactly("offer", "answer", "delete");
            assertThat(relay.pingCount()).isEqualTo(1);
        }
    }

    private static NgDict report() {
        NgDict.Builder counters = NgDict.builder().put("bytes", 1).put("packets", 2).put("errors", 3);
        NgDict.Builder rtcp = NgDict.builder().put("bytes", 4).put("packets", 5).put("errors", 6);
        NgDict.Builder moment = NgDict.builder().put("MOS", 43).put("reported at", 1090);
        return NgDict.builder()
                .put("created", 1000)
                .put("SSRC", NgDict.builder().put("7", NgDict.builder().put("lowest MOS", moment)))
                .put("totals", NgDict.builder().put("RTP", counters).put("RTCP", rtcp))
                .put("result", "ok")
                .build();
    }

    @Test
    void shouldKeepTheBodyWhenAVariableTakesTheSdp() throws Exception {
        try (FakeRelay relay = new FakeRelay();
                OpenSipsRtpengine rtpengine = OpenSipsRtpengine.open(
                        OpenSipsSettings.builder().rtpengineSock(relay.url()).build())) {
            TextSipMessage invite = messages.request("INVITE", false, SampleMessages.SDP);
            List<String> sdp = new ArrayList<>();
            String given = SampleMessages.SDP.replace("33000", "33002");
            SdpParameters parameters = SdpParameters.none().sdpVar(sdp::add).body(given);
            assertThat(rtpengine.rtpengineOffer(new RequestRoute(invite), "", parameters).isOk()).isTrue();
            assertThat(sdp).containsExactly(given.replace("s=call", "s=relayed"));
            assertThat(new String(invite.body(), ISO_8859_1)).isEqualTo(SampleMessages.SDP);
            assertThat(rtpengine.rtpengineOffer(new RequestRoute(invite), "", SdpParameters.none().body("")).isOk()).isFalse();
            assertThat(rtpengine.rtpengineOffer(new RequestRoute(messages.request("INVITE", false, ""))).detail()).contains("no SDP");
            assertThat(rtpengine.rtpengineAnswer(new RequestRoute(invite)).detail()).contains("only in replies, ACK and PRACK");
        }
    }

    @Test
    void shouldNameBranches() throws Exception {
        try (FakeRelay relay = new FakeRelay();
                OpenSipsRtpengine openSips = OpenSipsRtpengine.open(OpenSipsSettings.builder()
                        .rtpengineSock(relay.url())
                        .extraIdPv("$avp(extra)")
                        .build());
                KamailioRtpengine kamailio = KamailioRtpengine.open(
                        KamailioSettings.builder().rtpengineSock(relay.url()).build())) {
            RequestRoute request = new RequestRoute(messages.request("BYE", true, ""));
            ReplyRoute reply = new ReplyRoute(messages.reply("INVITE", 200, ""));
            assertThat(openSips.rtpengineDelete(request, "via-branch=extra").detail()).contains("$avp(extra) is not set");
            request.variables().set("$avp(extra)", "leg-1");
            request.setNextBranch("z9hG4bK-next");
            List.of("via-branch=1", "via-branch=auto", "via-branch=extra", "via-branch-param=own")
                    .forEach(flags -> assertThat(openSips.rtpengineDelete(request, flags).isOk()).isTrue());
            assertThat(openSips.rtpengineDelete(reply, "via-branch=auto").isOk()).isTrue();
            assertThat(kamailio.rtpengineDelete(request, "via-branch=auto-next").isOk()).isTrue();
            assertThat(kamailio.rtpengineDelete(reply, "via-branch=auto-next").isOk()).isTrue();
            assertThat(relay.commands()).extracting(command -> command.string("via-branch").orElse(""))
                    .containsExactly("z9hG4bK-caller", "z9hG4bK-caller", "leg-1", "own", "z9hG4bK-caller", "z9hG4bK-next", "z9hG4bK-proxy");
            assertThat(openSips.rtpengineDelete(request, "via-branch=2").detail()).contains("Via 2");
        }
    }

    @Test
    void shouldLetTheRelayReadTheFlags() throws Exception {
        try (FakeRelay relay = new FakeRelay();
                KamailioRtpengine rtpengine = KamailioRtpengine.open(
                        KamailioSettings.builder().rtpengineSock(relay.url()).build())) {
            RequestRoute invite = new RequestRoute(messages.request("INVITE", false, SampleMessages.SDP));
            assertThat(rtpengine.rtpengineOffer(invite, "ICE=force codec-strip-PCMA", "1").isOk()).isTrue();
            NgDict sent = relay.commands().getFirst();
            assertThat(sent.string("rtpp-flags")).contains("ICE=force codec-strip-PCMA");
            assertThat(sent.string("via-branch")).contains("z9hG4bK-caller");
            assertThat(sent.string("sip-message-type")).contains("sip_request");
            assertThat(sent.get("codec")).isEmpty();
            assertThat(rtpengine.rtpengineDelete(invite, "", "none").isOk()).isTrue();
            assertThat(relay.commands().get(1).get("via-branch")).isEmpty();
            assertThat(rtpengine.rtpengineDelete(invite, "", "7").isOk()).isFalse();
        }
    }

    @Test
    void shouldChooseSetsByFunctionVariableAndDefault() throws Exception {
        try (FakeRelay zero = new FakeRelay();
                FakeRelay one = new FakeRelay();
                FakeRelay two = new FakeRelay();
                OpenSipsRtpengine rtpengine = OpenSipsRtpengine.open(OpenSipsSettings.builder()
                        .modparam("rtpengine_sock", zero.url())
                        .modparam("rtpengine_sock", "1 == " + one.url())
                        .modparam("rtpengine_sock", "2 == " + two.url())
                        .modparam("setid_avp", "$avp(setid)")
                        .build())) {
            RequestRoute route = new RequestRoute(messages.request("BYE", true, ""));
            rtpengine.rtpengineDelete(route);
            assertThat(zero.commandNames()).hasSize(1);
            assertThat(rtpengine.rtpengineUseSet(route, 1).isOk()).isTrue();
            assertThat(rtpengine.rtpengineUseSet(route, 9).isOk()).isFalse();
            rtpengine.rtpengineDelete(route);
            assertThat(one.commandNames()).hasSize(1);
            route.variables().set("$avp(setid)", "2");
            rtpengine.rtpengineDelete(route);
            assertThat(two.commandNames()).hasSize(1);
            route.variables().set("$avp(setid)", "x");
            assertThat(rtpengine.rtpengineDelete(route).detail()).contains("$avp(setid) is 'x'");
        }
    }

    @Test
    void shouldGoThroughTwoSetsAndBack() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        try (FakeRelay first = new FakeRelay().replying(request -> chained("first", order, request));
                FakeRelay second = new FakeRelay().replying(request -> chained("second", order, request));
                KamailioRtpengine rtpengine = KamailioRtpengine.open(KamailioSettings.builder()
                        .rtpengineSock("1 == " + first.url())
                        .rtpengineSock("2 == " + second.url())
                        .build())) {
            TextSipMessage invite = messages.request("INVITE", false, SampleMessages.SDP);
            RequestRoute request = new RequestRoute(invite);
            rtpengine.setRtpengineSet(request, 1, 2);
            assertThat(rtpengine.rtpengineOffer(request).isOk()).isTrue();
            assertThat(new String(invite.body(), ISO_8859_1)).endsWith("a=first\r\na=second\r\n");
            ReplyRoute reply = new ReplyRoute(messages.reply("INVITE", 200, SampleMessages.SDP));
            rtpengine.setRtpengineSet(reply, 1, 2);
            assertThat(rtpengine.rtpengineAnswer(reply).isOk()).isTrue();
            assertThat(new String(reply.message().body(), ISO_8859_1)).endsWith("a=second\r\na=first\r\n");
            rtpengine.rtpengineDelete(request);
            assertThat(order).containsExactly("first", "second", "second", "first", "first", "second");
        }
    }

    private static Optional<NgDict> chained(String name, List<String> order, NgDict request) {
        order.add(name);
        NgDict.Builder reply = NgDict.builder().put("result", "ok");
        request.string("sdp").ifPresent(sdp -> reply.put("sdp", sdp + "a=" + name + "\r\n"));
        return Optional.of(reply.build());
    }

    @Test
    void shouldFailOverWhenARelayIsFullOrSilent() throws Exception {
        List<Optional<NgDict>> refusals = List.of(
                Optional.of(NgDict.builder().put("result", "load limit").put("message", "CPU usage limit exceeded").build()),
                Optional.of(NgDict.builder().put("result", "error").put("error-reason", "Ran out of ports").build()),
                Optional.of(NgDict.builder().put("result", "error").put("error-reason", "Parallel session limit reached").build()),
                Optional.empty());
        for (Optional<NgDict> refusal : refusals) {
            try (FakeRelay full = new FakeRelay();
                    FakeRelay other = new FakeRelay();
                    KamailioRtpengine kamailio = KamailioRtpengine.open(KamailioSettings.builder()
                            .rtpengineSock(full.url() + "=1000 " + other.url() + "=1")
                            .rtpengineToutMs(Duration.ofMillis(500))
                            .rtpengineRetr(2)
                            .build());
                    OpenSipsRtpengine openSips = OpenSipsRtpengine.open(OpenSipsSettings.builder()
                            .rtpengineSock(full.url() + "=1000 " + other.url() + "=1")
                            .rtpengineTout(Duration.ofMillis(500))
                            .rtpengineRetr(2)
                            .build())) {
                full.replying(_ -> refusal);
                RequestRoute invite = new RequestRoute(messages.request("INVITE", false, SampleMessages.SDP));
                assertThat(kamailio.rtpengineOffer(invite).isOk()).isTrue();
                assertThat(openSips.rtpengineOffer(invite).isOk()).isTrue();
                assertThat(other.commandNames()).containsExactly("offer", "offer");
                // Who is full stays in use, who is silent does not.
                boolean isFullInUse = kamailio.pool().sets().snapshot().displayedNodes().getFirst().isEnabled();
                assertThat(isFullInUse).isEqualTo(refusal.isPresent());
                // The call stays where it is now.
                assertThat(kamailio.rtpengineDelete(invite).node().orElseThrow().url().text()).isEqualTo(other.url());
            }
        }
    }

    @Test
    void shouldNotFailOverOnOtherErrors() throws Exception {
        NgDict error = NgDict.builder().put("result", "error").put("error-reason", "Unknown call-id").build();
        try (FakeRelay relay = new FakeRelay().replying(_ -> Optional.of(error));
                FakeRelay other = new FakeRelay();
                KamailioRtpengine rtpengine = KamailioRtpengine.open(KamailioSettings.builder()
                        .rtpengineSock(relay.url() + "=1000 " + other.url() + "=1")
                        .build())) {
            FunctionResult result = rtpengine.rtpengineQuery(new RequestRoute(messages.request("INFO", true, "")));
            assertThat(result.isOk()).isFalse();
            assertThat(result.detail()).isEqualTo("Unknown call-id");
            assertThat(other.commandNames()).isEmpty();
        }
    }

    @Test
    void shouldFillKamailiosVariables() throws Exception {
        try (FakeRelay relay = new FakeRelay();
                KamailioRtpengine rtpengine = KamailioRtpengine.open(KamailioSettings.builder()
                        .rtpengineSock(relay.url())
                        .modparam("rtp_inst_pvar", "$avp(RTP_INSTANCE)")
                        .modparam("media_duration", "$avp(MEDIA_DURATION)")
                        .modparam("read_sdp_pv", "$var(in)")
                        .modparam("write_sdp_pv", "$var(out)")
                        .modparam("mos_min_pv", "$avp(mos_min)")
                        .modparam("mos_min_at_pv", "$avp(mos_min_at)")
                        .build())) {
            TextSipMessage invite = messages.request("INVITE", false, SampleMessages.SDP);
            RequestRoute route = new RequestRoute(invite);
            route.variables().set("$var(in)", SampleMessages.SDP + "a=from-variable\r\n");
            assertThat(rtpengine.rtpengineOffer(route).isOk()).isTrue();
            assertThat(route.variables().get("$var(out)").orElseThrow()).contains("s=relayed", "a=from-variable");
            assertThat(new String(invite.body(), ISO_8859_1)).isEqualTo(SampleMessages.SDP);
            assertThat(route.variables().get("$avp(RTP_INSTANCE)")).contains("127.0.0.1:" + relay.port());
            assertThat(rtpengine.playMedia(route, "file=x").isOk()).isTrue();
            assertThat(route.variables().get("$avp(MEDIA_DURATION)")).contains("-1");
            relay.replying(_ -> Optional.of(report()));
            assertThat(rtpengine.rtpestat(route)).contains("RTP: 1 bytes, 2 packets, 3 errors; RTCP: 4 bytes, 5 packets, 6 errors");
            assertThat(route.variables().get("$avp(mos_min)")).contains("4.3");
            assertThat(route.variables().get("$avp(mos_min_at)")).contains("1:30");
            List<String> json = new ArrayList<>();
            rtpengine.rtpengineQueryV(route, "jp", json::add);
            assertThat(json.getFirst()).contains("\n\t\"created\": 1000,");
            assertThat(rtpengine.rtpengineQueryV(route, "x", json::add).isOk()).isFalse();
        }
    }

    @Test
    void shouldAskOnceForOpenSipsStatistics() throws Exception {
        try (FakeRelay relay = new FakeRelay().replying(_ -> Optional.of(report()));
                OpenSipsRtpengine rtpengine = OpenSipsRtpengine.open(
                        OpenSipsSettings.builder().rtpengineSock(relay.url()).build())) {
            RequestRoute route = new RequestRoute(messages.request("BYE", true, ""));
            assertThat(rtpengine.rtpstat(route)).contains("RTP: 1 bytes, 2 packets, 3 errors; RTCP: 4 bytes, 5 packets, 6 errors");
            assertThat(rtpengine.rtpquery(route).orElseThrow()).contains("\"created\":1000");
            assertThat(rtpengine.rtpstat(route, "MOS-min", Optional.empty())).hasValue(43);
            assertThat(rtpengine.rtpstat(route, "MOS-min-at", Optional.empty())).hasValue(90);
            assertThat(rtpengine.rtpstat(route, "MOS-average", Optional.empty())).isEmpty();
            assertThat(relay.commandNames()).containsExactly("query");
            RequestRoute other = new RequestRoute(messages.request("BYE", true, ""));
            rtpengine.rtpengineDelete(other);
            assertThat(rtpengine.rtpstat(other)).isPresent();
            assertThat(relay.commandNames()).as("the delete's reply serves").containsExactly("query", "delete");
        }
    }

    @Test
    void shouldSendTheOtherCommandsOfBothModules() throws Exception {
        try (FakeRelay relay = new FakeRelay();
                OpenSipsRtpengine openSips = OpenSipsRtpengine.open(
                        OpenSipsSettings.builder().rtpengineSock(relay.url()).build());
                KamailioRtpengine kamailio = KamailioRtpengine.open(
                        KamailioSettings.builder().rtpengineSock(relay.url()).build())) {
            RequestRoute route = new RequestRoute(messages.request("INFO", true, ""));
            openSips.rtpengineBlockDtmf(route, "from-tag=98a1");
            openSips.rtpengineUnblockDtmf(route, "");
            List<String> sockets = new ArrayList<>();
            openSips.rtpengineUnblockMedia(route, "", sockets::add);
            assertThat(sockets).containsExactly(relay.url());
            openSips.rtpengineStartForwarding(route, "from-tag=98a1");
            openSips.rtpengineStopForwarding(route, "");
            List<Long> durations = new ArrayList<>();
            openSips.rtpenginePlayMedia(route, "file=/x", durations::add, Optional.empty());
            assertThat(durations).containsExactly(-1L);
            openSips.rtpenginePlayDtmf(route, "#", "volume=5");
            assertThat(openSips.rtpenginePlayDtmf(route, "12", "").isOk()).isFalse();
            kamailio.unsilenceMedia(route, "");
            kamailio.playDtmf(route, "code=1");
            kamailio.subscribeRequest(route, "");
            kamailio.subscribeAnswer(route, "sub1", SampleMessages.SDP, "");
            kamailio.unsubscribe(route, "sub1", "");
            kamailio.startForwarding(route, "");
            assertThat(relay.commandNames()).containsExactly(
                    "block DTMF", "unblock DTMF", "unblock media", "start forwarding", "stop forwarding", "play media", "play DTMF",
                    "unsilence media", "play DTMF", "subscribe request", "subscribe answer", "unsubscribe", "start forwarding");
            assertThat(relay.commands()).extracting(command -> command.string("from-tag").orElse("-") + "/" + command.string("to-tag").orElse("-"))
                    .containsExactly(
                            "98a1/-", "-/-", "-/-", "98a1/-", "-/-", "98a1/-", "98a1/-",
                            "-/-", "98a1/97b1", "98a1/-", "98a1/sub1", "98a1/sub1", "-/-");
            assertThat(relay.commands().get(6).string("code")).contains("#");
        }
    }

    @Test
    void shouldSendTrickledCandidatesAsFragment() throws Exception {
        try (FakeRelay relay = new FakeRelay().replying(_ -> Optional.of(NgDict.builder().put("result", "ok").build()));
                KamailioRtpengine rtpengine = KamailioRtpengine.open(
                        KamailioSettings.builder().rtpengineSock(relay.url()).build())) {
            TextSipMessage info = TextSipMessage.parse(
                    ("INFO sip:b@c SIP/2.0\r\nFrom: <sip:a>;tag=1\r\nTo: <sip:b>;tag=2\r\nCall-ID: x\r\n"
                            + "Content-Type: application/trickle-ice-sdpfrag\r\n\r\na=candidate:1 1 UDP 1 1.2.3.4 5 typ host\r\n").getBytes(ISO_8859_1),
                    IpAddress.literal("192.0.2.1"));
            assertThat(rtpengine.rtpengineInfo(new RequestRoute(info), "").isOk()).isTrue();
            assertThat(relay.commands().getFirst().strings("flags")).containsExactly("fragment");
            assertThat(info.body()).as("no SDP came back").isNotEmpty();
        }
    }

    @Test
    void shouldHaveTheDocumentsDefaults() {
        OpenSipsSettings openSips = OpenSipsSettings.builder().build();
        assertThat(openSips.disableTimeout).isEqualTo(Duration.ofSeconds(60));
        assertThat(openSips.tryTimeout).isEqualTo(Duration.ofSeconds(1));
        assertThat(openSips.tries).isEqualTo(5);
        assertThat(openSips.relays).isEmpty();
        KamailioSettings kamailio = KamailioSettings.builder().build();
        assertThat(kamailio.clientOptions.tryTimeout()).isEqualTo(Duration.ofMillis(1000));
        assertThat(kamailio.clientOptions.tries()).isEqualTo(5);
        assertThat(kamailio.clientOptions.recheckAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(kamailio.rules).isEqualTo(
                new KamailioSelection.Rules(CallIdHash.BYTE_SUM, true, AllowedOperations.NONE, true, 30));
        assertThat(kamailio.hashTableSize).isEqualTo(256);
        assertThat(kamailio.hashTableLifetime).isEqualTo(Duration.ofHours(1));
        assertThat(kamailio.pingInterval).contains(Duration.ofSeconds(60));
        assertThat(kamailio.isPingedAtStart).isTrue();
        assertThat(kamailio.defaultSetId).isZero();
        assertThat(KamailioSettings.builder().modparam("setid_default", "4").rtpengineSock("udp:a").build().relays.getFirst().setId())
                .isEqualTo(4);
        assertThat(KamailioSettings.builder().queriedNodesLimit(100).build().rules.queriedNodesLimit()).isEqualTo(30);
    }

    @Test
    void shouldRefuseParametersThatDoNotExist() {
        assertThatThrownBy(() -> OpenSipsSettings.builder().modparam("rtpengine_tout_ms", "1"))
                .hasMessageContaining("unknown parameter 'rtpengine_tout_ms'");
        assertThatThrownBy(() -> KamailioSettings.builder().modparam("hash_algo", "3")).hasMessageContaining("0..2");
        assertThatThrownBy(() -> KamailioSettings.builder().modparam("rtpengine_retr", "-1")).hasMessageContaining("0 or more");
    }
}
