package dev.patchbay.proxy.example;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.bencode.BencodeReader;
import dev.patchbay.bencode.BencodeSyntaxException;
import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.ngvalue.NgDict;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** A media relay that does nothing but answer, and remembers what it was asked. */
final class ScriptedRelay implements AutoCloseable {

    private final DatagramSocket socket;
    private final Queue<NgDict> commands = new ConcurrentLinkedQueue<>();
    private final Set<String> cookies = ConcurrentHashMap.newKeySet();
    private final Map<String, NgDict> replies = new ConcurrentHashMap<>();

    ScriptedRelay() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("scripted-relay").start(this::run);
    }

    String url() {
        return "udp:127.0.0.1:" + socket.getLocalPort();
    }

    /** In the place of the usual reply to a command. */
    ScriptedRelay replying(String command, NgDict reply) {
        replies.put(command, reply);
        return this;
    }

    private void run() {
        byte[] buffer = new byte[65_536];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                answer(packet);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new AssertionError(e);
                }
            } catch (BencodeSyntaxException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void answer(DatagramPacket packet) throws IOException, BencodeSyntaxException {
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        String cookie = new String(bytes, ISO_8859_1).split(" ", 2)[0];
        NgDict request = BencodeReader.readDict(Arrays.copyOfRange(bytes, cookie.length() + 1, bytes.length));
        String command = request.string("command").orElseThrow();
        if (!command.equals("ping") && cookies.add(cookie)) {
            commands.add(request);
        }
        NgDict.Builder reply = NgDict.builder();
        request.string("sdp").ifPresent(sdp -> reply.put("sdp", sdp.replaceFirst("s=[^\r]*", "s=relayed")));
        reply.put("result", command.equals("ping") ? "pong" : "ok");
        byte[] body = BencodeWriter.toBytes(replies.getOrDefault(command, reply.build()));
        byte[] out = (cookie + " " + new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
        socket.send(new DatagramPacket(out, out.length, packet.getSocketAddress()));
    }

    /** All but pings, in order. */
    List<NgDict> commands() {
        return List.copyOf(commands);
    }

    List<String> names() {
        return commands().stream().map(c -> c.string("command").orElseThrow()).toList();
    }

    /** The only command of this name. */
    NgDict command(String name) {
        List<NgDict> found = commands().stream().filter(c -> c.string("command").orElseThrow().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " commands '" + name + "' among " + names());
        }
        return found.getFirst();
    }

    /** Without the SDP, for messages. */
    @Override
    public String toString() {
        return commands().stream().map(NgDict::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        socket.close();
    }
}
