package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.log.LogStream;
import dev.patchbay.relay.EventOptions;
import dev.patchbay.relay.XmlrpcFormat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallEndReporterTest {

    private static final String IP = "127.0.0.1";

    private final SimRelay relay = new SimRelay();

    @AfterEach
    void close() {
        relay.close();
    }

    private void makeCall() {
        relay.offer("c", "a", SimRelay.sdp(IP, 5000));
        relay.answer("c", "a", "b", SimRelay.sdp(IP, 6000));
    }

    @Test
    void shouldWriteTheCdrOfACallThatTimedOut() {
        try (RecordedLog log = new RecordedLog(LogStream.CDR);
                CallEndReporter reporter = new CallEndReporter(EventOptions.NONE, relay.network::nowNs, 0)) {
            relay.onEnd = reporter::onEnd;
            makeCall();
            relay.skip(61 * SimRelay.SECOND);
            relay.calls.checkTimers();
            assertThat(log.records).singleElement().asString().startsWith("ci=c, ").contains("ml0_termination=TIMEOUT, ");
        }
    }

    @Test
    void shouldWriteNoCdrThatNobodyWants() {
        try (CallEndReporter reporter = new CallEndReporter(EventOptions.NONE, () -> {
            throw new AssertionError("nobody asked for a CDR");
        }, 0)) {
            relay.onEnd = reporter::onEnd;
            makeCall();
            relay.delete("c", "delete-delay", "0");
            assertThat(relay.ended).hasSize(1);
        }
    }

    @Test
    void shouldTellTheServerOfTimeoutsOnly() throws IOException, InterruptedException {
        BlockingQueue<String> paths = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(IP, 0), 0);
        server.createContext("/", exchange -> {
            paths.add(new String(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        String url = "http://%%:" + server.getAddress().getPort() + "/";
        EventOptions options = new EventOptions(Optional.of(url), XmlrpcFormat.CALL_ID, Optional.empty());
        try (CallEndReporter reporter = new CallEndReporter(options, relay.network::nowNs, 0)) {
            relay.onEnd = reporter::onEnd;
            relay.offer("deleted", "a", SimRelay.sdp(IP, 5000));
            relay.delete("deleted", "delete-delay", "0");
            makeCall();
            relay.skip(61 * SimRelay.SECOND);
            relay.calls.checkTimers();
            assertThat(paths.poll(20, TimeUnit.SECONDS)).contains("<string>c</string>");
        } finally {
            server.stop(0);
        }
    }
}
