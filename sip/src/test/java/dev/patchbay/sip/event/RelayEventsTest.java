package dev.patchbay.sip.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.client.ClientOptions;
import dev.patchbay.sip.client.NgProtocol;
import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.SocketListParser;
import dev.patchbay.sip.node.SteppedClock;
import dev.patchbay.sip.route.Variables;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notifications as rtpengine sends them, and what becomes of them under the two modules' names. */
class RelayEventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    /** What rtpengine 10.5.3.5 sent for a pressed #. */
    private static final String DTMF = "{\"callid\":\"d1@example\",\"source_tag\":\"ft\",\"tags\":[\"tt\",\"ft\"],\"type\":\"DTMF\","
            + "\"timestamp\":1795310761,\"source_ip\":\"127.0.0.1\",\"event\":11,\"duration\":80,\"volume\":8}";

    private final DatagramSocket relay;

    RelayEventsTest() throws IOException {
        relay = new DatagramSocket(ANY_PORT);
    }

    @AfterEach
    void close() {
        relay.close();
    }

    private void send(InetSocketAddress target, byte[] bytes) throws IOException {
        relay.send(new DatagramPacket(bytes, bytes.length, target));
    }

    private static RelayPool pool() throws IOException {
        ClientOptions options = new ClientOptions(
                Duration.ofMillis(100), 1, Duration.ofSeconds(60), 10, 10, Optional.empty(), OptionalInt.empty());
        return new RelayPool(new NgProtocol(), options, new SteppedClock(), new Random(1));
    }

    @Test
    void shouldRaiseNotificationsAsOpenSips() throws Exception {
        Queue<OpenSipsEvent> seen = new ConcurrentLinkedQueue<>();
        try (RelayPool pool = pool();
                OpenSipsEvents events = OpenSipsEvents.open(Optional.of(ANY_PORT), pool, seen::add)) {
            send(events.address().orElseThrow(), DTMF.getBytes(UTF_8));
            await().atMost(PATIENCE).until(() -> seen.size() == 1);
            OpenSipsEvent event = seen.remove();
            assertThat(event.name()).isEqualTo("E_RTPENGINE_NOTIFICATION");
            assertThat(event.parameters().entries().sequencedKeySet()).containsExactly(
                    "callid", "source_tag", "tags", "type", "timestamp", "source_ip", "event", "duration", "volume");
            assertThat(event.parameters().string("callid")).hasValue("d1@example");
            assertThat(event.parameters().string("tags")).hasValue("[\"tt\",\"ft\"]");
            assertThat(event.parameters().integer("event")).hasValue(11);
            assertThat(events.figures()).isEqualTo(new EventFigures(1, 0, 0, 0));
        }
    }

    @Test
    void shouldRaiseStatusWhenARelayComesAndGoes() throws Exception {
        Queue<OpenSipsEvent> seen = new ConcurrentLinkedQueue<>();
        try (RelayPool pool = pool();
                OpenSipsEvents _ = OpenSipsEvents.open(Optional.empty(), pool, seen::add)) {
            pool.replace(new SocketListParser(SocketListParser.Grammar.OPENSIPS, 3).parse("udp:127.0.0.1:9"));
            RelayNode node = pool.sets().snapshot().displayedNodes().getFirst();
            node.onFailure(Duration.ofSeconds(1), "silent");
            node.disablePermanently("no change of use, no event");
            node.enable("switched on");
            await().atMost(PATIENCE).until(() -> seen.size() == 2);
            assertThat(seen).extracting(OpenSipsEvent::name).containsOnly("E_RTPENGINE_STATUS");
            assertThat(seen).extracting(OpenSipsEvent::parameters).containsExactly(
                    status("inactive"), status("active"));
        }
    }

    private static NgDict status(String status) {
        return NgDict.builder().put("socket", "udp:127.0.0.1:9").put("status", status).put("set", 3).build();
    }

    @Test
    void shouldRunKamailiosEventRouteWithItsVariables() throws Exception {
        Queue<List<String>> seen = new ConcurrentLinkedQueue<>();
        Map<String, String> modparams = Map.of(
                "dtmf_events_sock", "127.0.0.1:0",
                "dtmf_event_callid", "$avp(callid)",
                "dtmf_event_source_tag", "$avp(tag)",
                "dtmf_event_timestamp", "$avp(time)",
                "dtmf_event", "$avp(key)",
                "dtmf_event_tags", "$avp(tags)",
                "dtmf_event_source_label", "$avp(label)");
        try (KamailioDtmfEvents events = KamailioDtmfEvents.open(
                modparams,
                Variables::inMemory,
                (variables, notification) -> seen.add(List.of(
                        variables.get("$avp(callid)").orElseThrow(),
                        variables.get("$avp(tag)").orElseThrow(),
                        variables.get("$avp(time)").orElseThrow(),
                        variables.get("$avp(key)").orElseThrow(),
                        variables.get("$avp(tags)").orElseThrow(),
                        variables.get("$avp(label)").orElse("no label"),
                        notification.fields().string("source_ip").orElseThrow())))) {
            send(events.address(), "{\"callid\":\"c1@example\",\"type\":\"Something newer\"}".getBytes(UTF_8));
            send(events.address(), DTMF.getBytes(UTF_8));
            await().atMost(PATIENCE).until(() -> !seen.isEmpty());
            assertThat(seen).containsExactly(
                    List.of("d1@example", "ft", "1795310761", "11", "[\"tt\",\"ft\"]", "no label", "127.0.0.1"));
        }
    }

    @Test
    void shouldCountWhatIsNoNotificationAndGoOn() throws Exception {
        Queue<RelayNotification> seen = new ConcurrentLinkedQueue<>();
        Random random = new Random(20_261_122);
        int sent = 0;
        try (NotificationReceiver receiver = NotificationReceiver.open(ANY_PORT, seen::add)) {
            for (int round = 0; round < 300; round++) {
                byte[] bytes = DTMF.getBytes(UTF_8);
                int changes = 1 + random.nextInt(4);
                for (int i = 0; i < changes; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                send(receiver.address(), round % 10 == 0 ? new byte[random.nextInt(3)] : bytes);
                sent++;
                int expected = sent;
                // One at a time: the kernel drops what does not fit.
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> receiver.figures().received() == expected);
            }
            assertThat(receiver.figures().malformed()).isGreaterThan(30);
            send(receiver.address(), DTMF.replace("d1@", "last@").getBytes(UTF_8));
            await().atMost(PATIENCE).until(() -> seen.stream()
                    .anyMatch(one -> one.callId().filter("last@example"::equals).isPresent()));
            long whole = receiver.figures().received() - receiver.figures().malformed();
            await().atMost(PATIENCE).until(() -> seen.size() == whole);
            RelayNotification last = seen.stream()
                    .filter(one -> one.callId().filter("last@example"::equals).isPresent())
                    .findFirst()
                    .orElseThrow();
            assertThat(last.sender()).isEqualTo(relay.getLocalSocketAddress());
            assertThat(last.event()).hasValue(11);
            assertThat(last.timestamp()).hasValue(1_795_310_761L);
            assertThat(last.sourceTag()).hasValue("ft");
        }
    }

    @Test
    void shouldSayWhatAnAddressLooksLike() {
        assertThat(ListenAddress.parse("notification_sock", "127.0.0.1:9999").getPort()).isEqualTo(9999);
        assertThat(ListenAddress.parse("notification_sock", "[::1]:1").getAddress().isLoopbackAddress()).isTrue();
        for (String text : List.of("", "9999", "localhost:9999", "127.0.0.1", "127.0.0.1:70000", "300.0.0.1:1", "[::g]:1")) {
            assertThatThrownBy(() -> ListenAddress.parse("notification_sock", text))
                    .hasMessageContaining("notification_sock")
                    .hasMessageContaining("ADDRESS:PORT");
        }
        assertThatThrownBy(() -> KamailioDtmfEvents.open(Map.of("dtmf_event_colour", "x"), Variables::inMemory, (_, _) -> {}))
                .hasMessageContaining("dtmf_event_colour");
    }
}
