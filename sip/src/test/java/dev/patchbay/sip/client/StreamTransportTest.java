package dev.patchbay.sip.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.SocketListParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TCP and Unix sockets: messages out of a stream, connections that break. HTTP and WebSocket are tested with real servers. */
@Timeout(60)
class StreamTransportTest {

    private static final byte[] QUERY =
            BencodeWriter.toBytes(NgDict.builder().put("command", "query").build());

    private static RelayPool open(String url) throws IOException {
        RelayPool pool = new RelayPool(
                new NgProtocol(),
                new ClientOptions(Duration.ofSeconds(4), 5, Duration.ofMinutes(1)),
                RelayClock.system(),
                new Random(1));
        pool.replace(new SocketListParser(SocketListParser.Grammar.KAMAILIO, 0).parse(url));
        return pool;
    }

    private static RelayNode node(RelayPool pool) {
        return pool.sets().snapshot().displayedNodes().getFirst();
    }

    @Test
    void shouldCutRepliesOutOfAStreamInWhateverPieces() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                RelayPool pool = open("tcp:127.0.0.1:" + server.getLocalPort())) {
            List<CompletableFuture<ExchangeOutcome>> asked = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                asked.add(pool.client().exchange(node(pool), "query", QUERY));
            }
            try (Socket relay = server.accept()) {
                List<String> cookies = new ArrayList<>();
                while (cookies.size() < 3) {
                    cookies.add(cookieOf(relay.getInputStream()));
                }
                OutputStream out = relay.getOutputStream();
                // The last first, all in one go, and then byte by byte.
                String replies = cookies.get(2) + " d6:result2:oke" + cookies.get(1) + " d6:result2:oke";
                out.write(replies.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(asked.get(2).join()).isInstanceOf(ExchangeOutcome.Reply.class);
                assertThat(asked.get(1).join()).isInstanceOf(ExchangeOutcome.Reply.class);
                for (byte b : (cookies.get(0) + " d6:result2:oke").getBytes(StandardCharsets.ISO_8859_1)) {
                    out.write(b);
                    out.flush();
                }
                assertThat(asked.get(0).join()).isInstanceOf(ExchangeOutcome.Reply.class);
            }
        }
    }

    @Test
    void shouldFailWhatIsUnderWayOnABrokenConnectionAndConnectAgain() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                RelayPool pool = open("tcp:127.0.0.1:" + server.getLocalPort())) {
            CompletableFuture<ExchangeOutcome> first = pool.client().exchange(node(pool), "query", QUERY);
            try (Socket relay = server.accept()) {
                cookieOf(relay.getInputStream());
            }
            assertThat(first.join()).isInstanceOfSatisfying(
                    ExchangeOutcome.NoReply.class, outcome -> assertThat(outcome.failure()).isEqualTo(ExchangeFailure.UNREACHABLE));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                CompletableFuture<ExchangeOutcome> next = pool.client().exchange(node(pool), "query", QUERY);
                server.setSoTimeout(2000);
                try (Socket relay = server.accept()) {
                    String cookie = cookieOf(relay.getInputStream());
                    relay.getOutputStream().write((cookie + " d6:result2:oke").getBytes(StandardCharsets.ISO_8859_1));
                    return next.join() instanceof ExchangeOutcome.Reply;
                } catch (IOException _) {
                    return false;
                }
            });
        }
    }

    @Test
    void shouldTellWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        for (String url : List.of("tcp:127.0.0.1:", "http://127.0.0.1:", "ws://127.0.0.1:")) {
            try (RelayPool pool = open(url + port)) {
                assertThat(pool.client().exchange(node(pool), "query", QUERY).join())
                        .as(url)
                        .isInstanceOfSatisfying(ExchangeOutcome.NoReply.class, outcome ->
                                assertThat(outcome.failure()).isEqualTo(ExchangeFailure.UNREACHABLE));
            }
        }
    }

    @Test
    void shouldUseAUnixSocketPerCommandWithoutCookie(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("ng");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        try (SocketChannel relay = server.accept()) {
                            ByteBuffer request = ByteBuffer.allocate(1000);
                            relay.read(request);
                            String text = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
                            String reply = text.contains("4:ping") ? "d6:result4:ponge" : "d6:result2:oke";
                            relay.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.ISO_8859_1)));
                        }
                    }
                } catch (IOException _) {
                    // The test is over.
                }
            });
            try (RelayPool pool = open("unix:" + path)) {
                assertThat(pool.client().exchange(node(pool), "query", QUERY).join()).isInstanceOf(ExchangeOutcome.Reply.class);
                assertThat(pool.client().ping(node(pool)).join()).isTrue();
            }
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** Reads one request: the cookie, and the payload to its end. */
    private static String cookieOf(InputStream input) throws IOException {
        StringBuilder cookie = new StringBuilder();
        for (int b = input.read(); b != ' '; b = input.read()) {
            if (b < 0) {
                throw new IOException("no request came");
            }
            cookie.append((char) b);
        }
        input.readNBytes(QUERY.length);
        return cookie.toString();
    }
}
