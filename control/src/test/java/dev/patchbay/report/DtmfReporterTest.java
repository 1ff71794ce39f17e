package dev.patchbay.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.call.Call;
import dev.patchbay.log.LogStream;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plane.DtmfEvent;
import dev.patchbay.sim.SimPeer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The objects are those that rtpengine 10.5.3.5 sent for the same packets, but for the order of the tags. */
class DtmfReporterTest {

    private static final String IP = "127.0.0.1";
    private static final int WAIT_S = 20;

    private final SimRelay relay = new SimRelay();
    private final SimPeer a = relay.network.peer(IP, 5000);
    private final SimPeer b = relay.network.peer(IP, 6000);
    private final BlockingQueue<DtmfReport> reports = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        relay.close();
    }

    private DtmfReporter reporter(Optional<TransportAddress> destination, List<Consumer<DtmfReport>> listeners)
            throws IOException {
        return new DtmfReporter(
                id -> relay.calls.registry().find(id).map(Call::state), destination, listeners, relay::epochUs);
    }

    private DtmfEvent press(SimPeer phone, TransportAddress port, int event, int volume, int ticks) {
        relay.send(phone, port, SimRelay.dtmfEnd(101, 2000, 7, event, volume, ticks));
        return relay.dtmf.removeLast();
    }

    private static DtmfEvent stray(int event) {
        return new DtmfEvent("gone", new ComponentStatus(), TransportAddress.of("2001:db8::1", 5), event, 60, 0);
    }

    @Test
    void shouldSendOneDatagramForEachEvent() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(IP), 0));
                DtmfReporter reporter =
                        reporter(Optional.of(TransportAddress.of(IP, socket.getLocalPort())), List.of())) {
            socket.setSoTimeout(WAIT_S * 1000);
            String toB = relay.offer("c1@x", "ft", SimRelay.sdp(IP, 5000));
            String toA = relay.answer("c1@x", "ft", "tt", SimRelay.sdp(IP, 6000));
            reporter.onDtmf(press(a, SimRelay.media(toA, 0), 5, 10, 800));
            reporter.onDtmf(press(b, SimRelay.media(toB, 0), 11, 63, 801));
            long now = relay.epochUs() / 1_000_000;
            assertThat(receive(socket))
                    .isEqualTo("{\"callid\":\"c1@x\",\"source_tag\":\"ft\",\"tags\":[\"ft\",\"tt\"],\"type\":\"DTMF\",\"timestamp\":"
                            + now + ",\"source_ip\":\"127.0.0.1\",\"event\":5,\"duration\":100,\"volume\":10}");
            assertThat(receive(socket))
                    .isEqualTo("{\"callid\":\"c1@x\",\"source_tag\":\"tt\",\"tags\":[\"ft\",\"tt\"],\"type\":\"DTMF\",\"timestamp\":"
                            + now + ",\"source_ip\":\"127.0.0.1\",\"event\":11,\"duration\":100,\"volume\":63}");
        }
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    @Test
    void shouldReportAPartyThatHasNotAnswered() throws IOException, InterruptedException {
        try (DtmfReporter reporter = reporter(Optional.empty(), List.of(reports::add))) {
            String toB = relay.offer("d1", "ft", SimRelay.sdp(IP, 5000));
            reporter.onDtmf(press(b, SimRelay.media(toB, 0), 5, 20, 800));
            DtmfReport report = reports.poll(WAIT_S, TimeUnit.SECONDS);
            assertThat(report.sourceTag()).isEmpty();
            assertThat(report.tags()).containsExactly("ft");
        }
    }

    @Test
    void shouldReportTheEventOfACallThatJustEnded() throws IOException, InterruptedException {
        try (DtmfReporter reporter = reporter(Optional.empty(), List.of(reports::add))) {
            reporter.onDtmf(stray(3));
            DtmfReport report = reports.poll(WAIT_S, TimeUnit.SECONDS);
            assertThat(new String(report.toJson(), UTF_8))
                    .startsWith("{\"callid\":\"gone\",\"source_tag\":\"\",\"tags\":[],")
                    .contains("\"source_ip\":\"2001:db8::1\"");
        }
    }

    @Test
    void shouldWriteJsonWhateverTheTagIs() throws IOException, InterruptedException {
        try (DtmfReporter reporter = reporter(Optional.empty(), List.of(reports::add))) {
            String tag = "f'\n\"\\\u0001\u00c3\u00a9\u00ff";
            relay.offer("d2", tag, SimRelay.sdp(IP, 5000));
            String toA = relay.answer("d2", tag, "t", SimRelay.sdp(IP, 6000));
            reporter.onDtmf(press(a, SimRelay.media(toA, 0), 5, 20, 800));
            assertThat(new String(reports.poll(WAIT_S, TimeUnit.SECONDS).toJson(), UTF_8))
                    .contains("\"source_tag\":\"f'\\n\\\"\\\\\\u0001\u00e9\ufffd\",");
        }
    }

    @Test
    void shouldWriteToTheLogStream() throws IOException, InterruptedException {
        try (RecordedLog log = new RecordedLog(LogStream.DTMF);
                DtmfReporter reporter = reporter(Optional.empty(), List.of(reports::add))) {
            reporter.onDtmf(stray(4));
            DtmfReport report = reports.poll(WAIT_S, TimeUnit.SECONDS);
            assertThat(log.records).containsExactly(new String(report.toJson(), UTF_8));
        }
    }

    @Test
    void shouldDropAndCountWhatIsTooMuch() throws IOException, InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Consumer<DtmfReport> slow = report -> {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            reports.add(report);
        };
        try (DtmfReporter reporter = reporter(Optional.empty(), List.of(slow))) {
            reporter.onDtmf(stray(0));
            assertThat(entered.await(WAIT_S, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < DtmfReporter.MAX_WAITING + 5; i++) {
                reporter.onDtmf(stray(i % 16));
            }
            assertThat(reporter.dropped()).isEqualTo(5);
            release.countDown();
            for (int i = 0; i < DtmfReporter.MAX_WAITING + 1; i++) {
                assertThat(reports.poll(WAIT_S, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void shouldGoOnWhenAListenerFails() throws IOException, InterruptedException {
        Consumer<DtmfReport> failing = report -> {
            if (report.event() == 1) {
                throw new IllegalStateException("defect of a listener, made by the test");
            }
            reports.add(report);
        };
        try (DtmfReporter reporter = reporter(Optional.empty(), List.of(failing))) {
            reporter.onDtmf(stray(1));
            reporter.onDtmf(stray(2));
            assertThat(reports.poll(WAIT_S, TimeUnit.SECONDS).event()).isEqualTo(2);
        }
    }

    @Test
    void shouldKeepNothingThatNobodyWants() throws IOException {
        try (DtmfReporter reporter = reporter(Optional.empty(), List.of())) {
            for (int i = 0; i < DtmfReporter.MAX_WAITING * 2; i++) {
                reporter.onDtmf(stray(1));
            }
            assertThat(reporter.dropped()).isZero();
        }
    }

    @Test
    void shouldCloseTwice() throws IOException {
        DtmfReporter reporter = reporter(Optional.of(TransportAddress.of(IP, 9)), List.of());
        reporter.close();
        reporter.close();
        reporter.onDtmf(stray(1));
    }
}
