package dev.patchbay.system.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Kamailio on loopback that is only asked which relay it chooses, by {@code kamailio/selection.cfg}. Its relays are rows of a text
 * table, and it is commanded by {@code kamcmd}. One thread. Close it to end it.
 */
public final class ChoosingKamailio implements AutoCloseable {

    /** A row of the table of relays; the URL is {@code udp:127.0.0.1:port}. */
    public record Row(int port, int weight, boolean isDisabled) {}

    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern RELAY = Pattern.compile("\r\nX-Relay: (\\S+)\r\n");
    private static final Pattern LAST_NUMBER = Pattern.compile("(\\d+)$");
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";

    private final Path folder;
    private final ChildProcess process;
    private final DatagramSocket socket;
    private int sequence;

    private ChoosingKamailio(Path folder, ChildProcess process, DatagramSocket socket) {
        this.folder = folder;
        this.process = process;
        this.socket = socket;
    }

    /** The module that hash 1 (SHA1) needs; its Debian package is {@code kamailio-tls-modules}. */
    public static Optional<Path> cryptoModule() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return Stream.concat(
                            Stream.ofNullable(System.getProperty("kamailio.crypto")).map(Path::of),
                            folders.map(system -> system.resolve("kamailio/modules/crypto.so")))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }
    }

    /** @param hash, allowOp the module's parameters {@code hash_algo} and {@code rtpengine_allow_op} */
    public static ChoosingKamailio start(int hash, int allowOp, List<Row> relays) throws IOException, InterruptedException {
        // The name of a Unix socket is short: not in the folder of the test.
        Path folder = Files.createTempDirectory("choose");
        Files.createDirectory(folder.resolve("db"));
        Files.writeString(folder.resolve("db/version"), "table_name(string) table_version(int)\nrtpengine:1\n");
        writeTable(folder, relays);
        int port = freePort();
        Path configuration = folder.resolve("kamailio.cfg");
        TestResource.write(
                "kamailio/selection.cfg",
                Map.of(
                        "PORT", Integer.toString(port),
                        "FOLDER", folder.toString(),
                        "HASH", Integer.toString(hash),
                        "ALLOW_OP", Integer.toString(allowOp),
                        "CRYPTO", cryptoModule().map(module -> "loadmodule \"" + module + "\"").orElse("")),
                configuration);
        ChildProcess process = ChildProcess.start(
                "kamailio",
                List.of("kamailio", "-f", configuration.toString(), "-DD", "-E", "-m", "64", "-M", "8", "-Y", folder.toString()),
                WorkFolder.create("kamailio").resolve("log"));
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ChoosingKamailio started = new ChoosingKamailio(folder, process, socket);
        try {
            socket.connect(InetAddress.getLoopbackAddress(), port);
            Awaitility.await("Kamailio takes commands").atMost(START_TIMEOUT).pollInterval(Duration.ofMillis(50)).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("Kamailio ended:\n" + process.output());
                }
                return started.command("rtpengine.show", "all").contains("url:") && started.isListening();
            });
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return free.getLocalPort();
        }
    }

    private boolean isListening() throws IOException {
        try {
            choose("first-" + sequence, 300);
            return true;
        } catch (SocketTimeoutException | PortUnreachableException _) {
            return false;
        }
    }

    /** The port of the relay that takes an offer with this Call-ID; empty when there is none. */
    public OptionalInt choose(String callId) throws IOException {
        return choose(callId, Math.toIntExact(PATIENCE.toMillis()));
    }

    private OptionalInt choose(String callId, int timeoutMs) throws IOException {
        String branch = "z9hG4bK" + ++sequence;
        byte[] invite = ("INVITE sip:b@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=" + branch
                        + "\r\nFrom: <sip:a@127.0.0.1>;tag=caller\r\nTo: <sip:b@127.0.0.1>\r\nCall-ID: " + callId
                        + "\r\nCSeq: 1 INVITE\r\nMax-Forwards: 10\r\nContent-Type: application/sdp\r\nContent-Length: " + SDP.length()
                        + "\r\n\r\n" + SDP)
                .getBytes(ISO_8859_1);
        socket.setSoTimeout(timeoutMs);
        socket.send(new DatagramPacket(invite, invite.length));
        DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
        while (true) {
            socket.receive(reply);
            String text = new String(reply.getData(), 0, reply.getLength(), ISO_8859_1);
            if (!text.contains("branch=" + branch + "\r")) {
                continue;
            }
            Matcher relay = RELAY.matcher(text);
            if (!relay.find()) {
                throw new IOException("not what the configuration says:\n" + text);
            }
            Matcher port = LAST_NUMBER.matcher(relay.group(1));
            return port.find() ? OptionalInt.of(Integer.parseInt(port.group(1))) : OptionalInt.empty();
        }
    }

    /**
     * Replaces the table and has it read, as soon as Kamailio agrees: it refuses to for 10 s after the last time. Its text database
     * does not always notice a new file, so what it shows has the last word.
     */
    public void reload(List<Row> relays) throws IOException {
        Awaitility.await("Kamailio reloads").atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            writeTable(folder, relays);
            return command("rtpengine.reload").contains("Ok.") && isShown(relays);
        });
    }

    private boolean isShown(List<Row> relays) throws IOException, InterruptedException {
        String shown = command("rtpengine.show", "all");
        return relays.stream()
                .allMatch(row -> Pattern.compile("url: udp:127\\.0\\.0\\.1:" + row.port() + "\\s+set: 0\\s+index: \\d+\\s+weight: " + row.weight() + "\\s")
                        .matcher(shown)
                        .find());
    }

    private static void writeTable(Path folder, List<Row> relays) throws IOException {
        StringBuilder table = new StringBuilder("setid(int) url(string) weight(int) disabled(int)\n");
        for (Row row : relays) {
            table.append("0:udp\\:127.0.0.1\\:%d:%d:%d%n".formatted(row.port(), row.weight(), row.isDisabled() ? 1 : 0));
        }
        Path file = Files.writeString(folder.resolve("db/next"), table);
        Files.move(file, folder.resolve("db/rtpengine"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What {@code kamcmd} prints. */
    public String command(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("kamcmd", "-s", "unix:" + folder + "/ctl"));
        line.addAll(List.of(words));
        Process kamcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(kamcmd.getInputStream().readAllBytes(), UTF_8);
        kamcmd.waitFor();
        return output;
    }

    @Override
    public void close() {
        socket.close();
        process.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
