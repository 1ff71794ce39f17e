package dev.patchbay.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.relay.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the relay program as {@link Main} does and carries calls through it for some seconds, so that Java can record which classes
 * and methods matter: with that record (the ahead-of-time cache) a relay starts faster and is warm after its first calls instead of
 * its first thousands. Run by the launcher after each build; of no other use.
 */
public final class TrainingRun {

    private static final long DURATION_NS = 15_000_000_000L;
    private static final List<String> OPTIONS = List.of(
            "--foreground",
            "--log-stderr",
            "--config-file=none",
            "--interface=127.0.0.1",
            "--listen-ng=127.0.0.1:0",
            "--listen-http=127.0.0.1:0",
            "--listen-cli=127.0.0.1:0");
    private static final int PACKETS_PER_CALL = 20;
    /** Long: while a busy machine builds, the first offer may take seconds. */
    private static final int RECEIVE_TIMEOUT_MS = 30_000;
    private static final Pattern MEDIA_PORT = Pattern.compile("m=audio (\\d+) ");
    private static final String SDP = """
            v=0\r
            o=- 1 1 IN IP4 127.0.0.1\r
            s=-\r
            c=IN IP4 127.0.0.1\r
            t=0 0\r
            m=audio %d RTP/AVP 8 0 101\r
            a=rtpmap:8 PCMA/8000\r
            a=rtpmap:0 PCMU/8000\r
            a=rtpmap:101 telephone-event/8000\r
            a=fmtp:101 0-15\r
            a=sendrecv\r
            a=ptime:20\r
            """;

    private final DatagramSocket client;
    private final TransportAddress relay;
    private int requests;

    private TrainingRun(DatagramSocket client, TransportAddress relay) {
        this.client = client;
        this.relay = relay;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Signals system = new SystemSignals();
        CompletableFuture<Runnable> end = new CompletableFuture<>();
        ProgramEnvironment environment = Main.environment(
                options -> {
                    Relay relay = Relay.start(options);
                    Thread.ofPlatform().start(() -> {
                        try {
                            carryCalls(relay);
                        } finally {
                            // Also after a failure: the launcher waits for our end, and a shorter record is better than none.
                            end.join().run();
                        }
                    });
                    return RunningRelay.of(relay);
                },
                (kind, action) -> {
                    system.on(kind, action);
                    if (kind == Signals.Kind.INT) {
                        end.complete(action);
                    }
                });
        System.exit(new RelayProgram(environment).run(OPTIONS));
    }

    private static void carryCalls(Relay relay) {
        try (DatagramSocket client = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                DatagramSocket caller = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                DatagramSocket callee = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            client.setSoTimeout(RECEIVE_TIMEOUT_MS);
            TrainingRun run = new TrainingRun(client, relay.ngAddress().orElseThrow());
            long endNs = System.nanoTime() + DURATION_NS;
            for (int call = 0; System.nanoTime() - endNs < 0; call++) {
                run.call("training-" + call, caller, callee);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void call(String callId, DatagramSocket caller, DatagramSocket callee) throws IOException {
        String keys = text("call-id", callId) + text("from-tag", "A") + "5:flagsl13:trust-addresse"
                + "7:replacel6:origin18:session-connectione8:supportsl10:load limite";
        String offered = request(keys + text("sdp", SDP.formatted(caller.getLocalPort())), "offer");
        String answered =
                request(keys + text("to-tag", "B") + text("sdp", SDP.formatted(callee.getLocalPort())), "answer");
        for (int i = 0; i < PACKETS_PER_CALL; i++) {
            sendRtp(callee, mediaPort(offered), i);
            sendRtp(caller, mediaPort(answered), i);
        }
        request(text("call-id", callId) + text("from-tag", "A") + text("to-tag", "B"), "query");
        request(text("call-id", callId) + text("from-tag", "A") + "12:delete delayi0e", "delete");
    }

    private static String text(String key, String value) {
        return key.length() + ":" + key + value.length() + ":" + value;
    }

    private String request(String keys, String command) throws IOException {
        String message = "training_" + requests++ + " d" + keys + text("command", command) + "e";
        byte[] bytes = message.getBytes(ISO_8859_1);
        client.send(new DatagramPacket(bytes, bytes.length, relay.toInetSocketAddress()));
        DatagramPacket reply = new DatagramPacket(new byte[65_535], 65_535);
        client.receive(reply);
        return new String(reply.getData(), 0, reply.getLength(), ISO_8859_1);
    }

    private static int mediaPort(String reply) throws IOException {
        Matcher found = MEDIA_PORT.matcher(reply);
        if (!found.find()) {
            throw new IOException("no media port in the reply: " + reply);
        }
        return Integer.parseInt(found.group(1));
    }

    private static void sendRtp(DatagramSocket from, int port, int sequenceNumber) throws IOException {
        byte[] packet = new byte[172];
        packet[0] = (byte) 0x80;
        packet[3] = (byte) sequenceNumber;
        packet[11] = 1;
        from.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
    }
}
