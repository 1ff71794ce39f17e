package dev.patchbay.sip.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.sip.client.FakeRelay;
import dev.patchbay.sip.message.TextSipMessage;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.route.ReplyRoute;
import dev.patchbay.sip.route.RequestRoute;
import dev.patchbay.sip.select.AllowedOperations;
import dev.patchbay.sip.select.CallIdHash;
import dev.patchbay.sip.select.KamailioSelection;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parameters by the names of the script, and those of Kamailio's module that change what a function does with a message. */
@Timeout(60)
class ModuleParametersTest {

    private final SampleMessages messages = new SampleMessages();
    private FakeRelay relay;

    @BeforeEach
    void start() throws Exception {
        relay = new FakeRelay();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    private KamailioRtpengine open(String... parametersAndValues) throws Exception {
        KamailioSettings.Builder settings = KamailioSettings.builder().rtpengineSock(relay.url());
        for (int i = 0; i < parametersAndValues.length; i += 2) {
            settings.modparam(parametersAndValues[i], parametersAndValues[i + 1]);
        }
        return KamailioRtpengine.open(settings.build());
    }

    @Test
    void shouldReadParametersByTheNamesOfTheScript() throws Exception {
        KamailioSettings settings = KamailioSettings.builder()
                .modparam("setid_default", "4")
                .modparam("rtpengine_sock", "udp:192.0.2.1:1")
                .modparam("rtpengine_sock", "7 == udp:192.0.2.2:1=3")
                .modparam("rtpengine_disable_tout", "20")
                .modparam("rtpengine_tout_ms", "500")
                .modparam("rtpengine_retr", "3")
                .modparam("rtpengine_allow_op", "2")
                .modparam("aggressive_redetection", "0")
                .modparam("queried_nodes_limit", "6")
                .modparam("hash_table_size", "8")
                .modparam("hash_table_tout", "90")
                .modparam("hash_algo", "1")
                .modparam("ping_mode", "0")
                .modparam("ping_interval", "10")
                .modparam("force_send_interface", "127.0.0.2")
                .modparam("control_cmd_tos", "184")
                .modparam("wsapi", "lwsc")
                .build();
        assertThat(settings.relays).extracting(definition -> definition.setId()).containsExactly(4, 7);
        assertThat(settings.relays).extracting(definition -> definition.weight()).containsExactly(1, 3);
        assertThat(settings.defaultSetId).isEqualTo(4);
        assertThat(settings.clientOptions.recheckAfter()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.clientOptions.tryTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.clientOptions.tries()).isEqualTo(3);
        assertThat(settings.clientOptions.localAddress()).contains(InetAddress.getByName("127.0.0.2"));
        assertThat(settings.clientOptions.trafficClass()).hasValue(184);
        assertThat(settings.rules).isEqualTo(new KamailioSelection.Rules(
                CallIdHash.SHA1, false, AllowedOperations.EXISTING_CALLS_IF_SWITCHED_OFF, true, 6));
        assertThat(settings.hashTableSize).isEqualTo(8);
        assertThat(settings.hashTableLifetime).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.isPingedAtStart).isFalse();
        assertThat(settings.pingInterval).contains(Duration.ofSeconds(10));
        for (String[] wrong : new String[][] {{"wsapi", "other"}, {"control_cmd_tos", "256"}, {"rtpengine_allow_op", "3"}, {"ping_interval", "x"}}) {
            assertThatThrownBy(() -> KamailioSettings.builder().modparam(wrong[0], wrong[1])).hasMessageContaining("parameter " + wrong[0]);
        }
    }

    @Test
    void shouldReadOpenSipsParametersToo() {
        OpenSipsSettings settings = OpenSipsSettings.builder()
                .modparam("rtpengine_sock", "2 == udp:192.0.2.1:1=5")
                .modparam("rtpengine_disable_tout", "20")
                .modparam("rtpengine_tout", "3")
                .modparam("rtpengine_retr", "2")
                .modparam("extra_id_pv", "$avp(extra)")
                .modparam("setid_avp", "$avp(set)")
                .build();
        assertThat(settings.relays).hasSize(1).allMatch(definition -> definition.setId() == 2 && definition.weight() == 5);
        assertThat(settings.clientOptions().recheckAfter()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.clientOptions().tryTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.clientOptions().tries()).isEqualTo(2);
        assertThat(settings.extraIdPv).contains("$avp(extra)");
        assertThat(settings.setidAvp).contains("$avp(set)");
    }

    @Test
    void shouldWriteTheBodyTooOnlyWhenTold() throws Exception {
        for (String mode : List.of("0", "1")) {
            try (KamailioRtpengine rtpengine = open("write_sdp_pv", "$var(out)", "write_sdp_pv_mode", mode)) {
                TextSipMessage invite = messages.request("INVITE", false, SampleMessages.SDP);
                RequestRoute route = new RequestRoute(invite);
                assertThat(rtpengine.rtpengineOffer(route).isOk()).isTrue();
                assertThat(route.variables().get("$var(out)").orElseThrow()).contains("s=relayed");
                assertThat(new String(invite.body(), ISO_8859_1)).as("mode " + mode).contains(mode.equals("1") ? "s=relayed" : "s=call");
            }
        }
    }

    @Test
    void shouldPingAtStartOnlyInPingMode() throws Exception {
        relay.silent();
        try (KamailioRtpengine _ = open("ping_mode", "0", "ping_interval", "0")) {
            assertThat(relay.cookies()).isEmpty();
        }
        try (KamailioRtpengine rtpengine = open("ping_mode", "1", "ping_interval", "0", "rtpengine_tout_ms", "100", "rtpengine_retr", "1")) {
            assertThat(relay.pingCount()).isEqualTo(1);
            RelayNode node = rtpengine.pool().sets().snapshot().displayedNodes().getFirst();
            assertThat(node.isEnabled()).as("it did not answer").isFalse();
        }
    }

    @Test
    void shouldNameEveryBranch() throws Exception {
        try (KamailioRtpengine rtpengine = open("extra_id_pv", "$avp(extra)")) {
            RequestRoute request = new RequestRoute(messages.request("INVITE", false, SampleMessages.SDP));
            ReplyRoute reply = new ReplyRoute(messages.reply("INVITE", 200, SampleMessages.SDP));
            assertThat(rtpengine.rtpengineDelete(request, "via-branch=next").isOk()).as("not known yet").isFalse();
            request.setNextBranch("z9hG4bK-next");
            request.variables().set("$avp(extra)", "leg-1");
            for (String place : List.of("next", "auto-next", "extra", "auto-extra", "1", "auto")) {
                assertThat(rtpengine.rtpengineDelete(request, "via-branch=" + place).isOk()).as(place).isTrue();
            }
            for (String place : List.of("auto-next", "auto-extra", "1", "2", "auto")) {
                assertThat(rtpengine.rtpengineDelete(reply, "via-branch=" + place).isOk()).as(place).isTrue();
            }
            assertThat(relay.commands()).extracting(command -> command.string("via-branch").orElse("")).containsExactly(
                    "z9hG4bK-next", "z9hG4bK-next", "leg-1", "leg-1", "z9hG4bK-caller", "z9hG4bK-caller",
                    "z9hG4bK-proxy", "z9hG4bK-proxy", "z9hG4bK-proxy", "z9hG4bK-caller", "z9hG4bK-caller");
        }
    }

    @Test
    void shouldFillTheVariablesOfEachSide() throws Exception {
        relay.replying(_ -> Optional.of(qualityReport()));
        String[] families = {"mos_min", "mos_max", "mos_average"};
        String[] figures = {"", "_packetloss", "_jitter", "_roundtrip", "_roundtrip_leg"};
        KamailioSettings.Builder settings = KamailioSettings.builder()
                .rtpengineSock(relay.url())
                .modparam("mos_A_label_pv", "$avp(a_label)")
                .modparam("mos_B_label_pv", "$avp(b_label)");
        for (String side : List.of("", "_A", "_B")) {
            for (String family : families) {
                for (String figure : figures) {
                    settings.modparam(family + figure + side + "_pv", "$avp(" + family + figure + side + ")");
                }
            }
            for (String name : List.of("mos_min_at", "mos_max_at", "mos_average_samples")) {
                settings.modparam(name + side + "_pv", "$avp(" + name + side + ")");
            }
        }
        try (KamailioRtpengine rtpengine = KamailioRtpengine.open(settings.build())) {
            RequestRoute route = new RequestRoute(messages.request("BYE", true, ""));
            route.variables().set("$avp(a_label)", "caller");
            route.variables().set("$avp(b_label)", "nobody");
            assertThat(rtpengine.rtpengineDelete(route).isOk()).isTrue();
            for (String side : List.of("", "_A")) {
                assertThat(values(route, side, "mos_min", "mos_min_at", "mos_min_packetloss", "mos_min_jitter", "mos_min_roundtrip"))
                        .containsExactly("3.1", "0:07", "2", "4", "400");
                assertThat(values(route, side, "mos_max", "mos_max_at", "mos_max_packetloss", "mos_max_jitter", "mos_max_roundtrip"))
                        .containsExactly("4.3", "1:40", "1", "3", "300");
                assertThat(values(route, side, "mos_average", "mos_average_samples", "mos_average_packetloss", "mos_average_jitter", "mos_average_roundtrip"))
                        .containsExactly("4.0", "9", "0", "2", "200");
                assertThat(values(route, side, "mos_min_roundtrip_leg", "mos_max_roundtrip_leg", "mos_average_roundtrip_leg"))
                        .containsExactly("40", "30", "20");
            }
            assertThat(route.variables().get("$avp(mos_min_B)")).as("no such label").isEmpty();
        }
    }

    private static List<String> values(RequestRoute route, String side, String... names) {
        return List.of(names).stream().map(name -> route.variables().get("$avp(" + name + side + ")").orElse("-")).toList();
    }

    private static NgDict qualityReport() {
        NgDict stream = NgDict.builder().put("SSRC", 7).build();
        NgDict media = NgDict.builder().put("streams", NgList.of(stream)).build();
        return NgDict.builder()
                .put("created", 1000)
                .put("SSRC", NgDict.builder().put("7", NgDict.builder()
                        .put("lowest MOS", moment(31, 4).put("reported at", 1007))
                        .put("highest MOS", moment(43, 3).put("reported at", 1100))
                        .put("average MOS", moment(40, 2).put("samples", 9))))
                .put("tags", NgDict.builder().put("98a1", NgDict.builder()
                        .put("tag", "98a1")
                        .put("label", "caller")
                        .put("medias", NgList.of(media))))
                .put("totals", NgDict.builder())
                .put("result", "ok")
                .build();
    }

    /** Figures that can be told apart: a rank of 4 gives jitter 4, packet loss 2, round trips of 400 and 40. */
    private static NgDict.Builder moment(int mos, int rank) {
        return NgDict.builder()
                .put("MOS", mos)
                .put("packet loss", rank - 2L)
                .put("jitter", rank)
                .put("round-trip time", 100L * rank)
                .put("round-trip time leg", 10L * rank);
    }

    @Test
    void shouldReachARelayOverIpv6() throws Exception {
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress("::1", 0));
                KamailioRtpengine rtpengine = KamailioRtpengine.open(KamailioSettings.builder()
                        .rtpengineSock("udp6:[::1]:" + other.getLocalPort())
                        .rtpengineToutMs(Duration.ofSeconds(5))
                        .pingMode(false)
                        .build())) {
            Thread.ofVirtual().start(() -> {
                try {
                    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
                    other.receive(packet);
                    String cookie = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1).split(" ", 2)[0];
                    byte[] reply = (cookie + " d6:result2:oke").getBytes(ISO_8859_1);
                    other.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(rtpengine.rtpengineDelete(new RequestRoute(messages.request("BYE", true, ""))).isOk()).isTrue();
        }
    }
}
