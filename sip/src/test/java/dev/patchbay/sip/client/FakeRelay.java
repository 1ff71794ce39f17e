package dev.patchbay.sip.client;

import dev.patchbay.bencode.BencodeReader;
import dev.patchbay.bencode.BencodeSyntaxException;
import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.ngvalue.NgDict;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** A relay over UDP that answers as it is told and remembers what it was asked. */
public final class FakeRelay implements AutoCloseable {

    /** Decides what a request gets: empty = silence. */
    public interface Answers {
        List<String> answer(String cookie, NgDict request);
    }

    private final DatagramSocket socket;
    private final Queue<NgDict> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> cookies = new ConcurrentLinkedQueue<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile Answers answers = FakeRelay::politeAnswer;

    public FakeRelay() throws IOException {
        this(0);
    }

    public FakeRelay(int port) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().name("fake-relay").start(this::run);
    }

    public FakeRelay answering(Answers other) {
        answers = other;
        return this;
    }

    /** Pongs, and otherwise the reply of this function. */
    public FakeRelay replying(Function<NgDict, Optional<NgDict>> reply) {
        return answering((cookie, request) -> request.string("command").filter("ping"::equals).isPresent()
                ? politeAnswer(cookie, request)
                : reply.apply(request).map(dict -> List.of(cookie + " " + text(dict))).orElse(List.of()));
    }

    public FakeRelay silent() {
        return answering((_, _) -> List.of());
    }

    public static List<String> politeAnswer(String cookie, NgDict request) {
        NgDict.Builder reply = NgDict.builder();
        if (request.string("command").filter("ping"::equals).isPresent()) {
            reply.put("result", "pong");
        } else {
            request.string("sdp").ifPresent(sdp -> reply.put("sdp", sdp.replace("s=call", "s=relayed")));
            reply.put("result", "ok");
        }
        return List.of(cookie + " " + text(reply.build()));
    }

    public static String text(NgDict dict) {
        return new String(BencodeWriter.toBytes(dict), StandardCharsets.ISO_8859_1);
    }

    private void run() {
        byte[] buffer = new byte[65_536];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Envelope request = Envelope.open(buffer, 0, packet.getLength()).orElseThrow();
                NgDict dict = BencodeReader.readDict(request.payload());
                // A repetition is no new request: real relays tell by the cookie too.
                if (known.add(request.cookie())) {
                    requests.add(dict);
                }
                cookies.add(request.cookie());
                for (String reply : answers.answer(request.cookie(), dict)) {
                    byte[] bytes = reply.getBytes(StandardCharsets.ISO_8859_1);
                    socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new AssertionError(e);
                }
            } catch (BencodeSyntaxException e) {
                throw new AssertionError(e);
            }
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url() {
        return "udp:127.0.0.1:" + port();
    }

    /** Everything but pings, in order. */
    public List<NgDict> commands() {
        return requests.stream().filter(r -> r.string("command").filter("ping"::equals).isEmpty()).toList();
    }

    public List<String> commandNames() {
        return commands().stream().map(r -> r.string("command").orElseThrow()).toList();
    }

    public long pingCount() {
        return requests.stream().filter(r -> r.string("command").filter("ping"::equals).isPresent()).count();
    }

    /** Of every message, repetitions included. */
    public List<String> cookies() {
        return List.copyOf(cookies);
    }

    public void forget() {
        requests.clear();
        cookies.clear();
    }

    @Override
    public void close() {
        socket.close();
    }
}
