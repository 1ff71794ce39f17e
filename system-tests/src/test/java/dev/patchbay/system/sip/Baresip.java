package dev.patchbay.system.sip;

import dev.patchbay.system.media.WavFile;
import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A baresip phone in a namespace: it speaks from a WAV file, answers by itself and records what it decodes. It says BYE when closed.
 */
public final class Baresip implements AutoCloseable {
    /** How a phone secures its media and finds the way for it; it insists on the former. */
    public enum Media {
        PLAIN(""),
        ICE(";medianat=ice"),
        SDES(";mediaenc=srtp-mand"),
        DTLS(";mediaenc=dtls_srtp"),
        ICE_WITH_DTLS(";medianat=ice;mediaenc=dtls_srtp");

        private final String accountParameters;

        Media(String accountParameters) {
            this.accountParameters = accountParameters;
        }
    }

    /**
     * The way to the proxy.
     *
     * @param registerS how often it registers; 0: never
     */
    public record Line(String outbound, int registerS) {

        /** Without registration. */
        static Line udp(String proxy) {
            return new Line("sip:" + proxy + ":5060", 0);
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final Path folder;

    private Baresip(ChildProcess process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts a phone and waits until it is ready.
     *
     * @param address its own, SIP port {@code sipPort}
     * @param proxy address of the proxy all calls go through
     * @param codec its only codec as baresip names it, {@code PCMU/8000/1} for instance
     * @param voice what it says, over and over for its lifetime
     */
    public static Baresip start(NetNamespace namespace, String name, String address, int sipPort, String proxy, String codec, short[] voice)
            throws IOException {
        return start(namespace, name, address, sipPort, proxy, codec, voice, Media.PLAIN);
    }

    /** As {@link #start(NetNamespace, String, String, int, String, String, short[])}, with other media than plain RTP. */
    public static Baresip start(
            NetNamespace namespace, String name, String address, int sipPort, String proxy, String codec, short[] voice, Media media)
            throws IOException {
        return start(namespace, name, address, sipPort, proxy, Line.udp(proxy), codec, voice, media, List.of());
    }

    /**
     * As {@link #start(NetNamespace, String, String, int, String, String, short[])}, and the phone registers and is reached by this transport.
     *
     * @param line where the proxy listens for it
     */
    public static Baresip register(
            NetNamespace namespace, String name, String address, int sipPort, String proxy, Line line, String codec, short[] voice)
            throws IOException {
        Baresip phone = start(namespace, name, address, sipPort, proxy, line, codec, voice, Media.PLAIN, List.of());
        try {
            phone.process.awaitOutput("200 OK", TIMEOUT);
        } catch (RuntimeException e) {
            phone.close();
            throw e;
        }
        return phone;
    }

    /** As {@link #register}, and the phone calls that user at once. */
    public static Baresip callBy(
            NetNamespace namespace, String name, String address, int sipPort, String proxy, Line line, String codec, short[] voice, String user)
            throws IOException {
        return start(namespace, name, address, sipPort, proxy, line, codec, voice, Media.PLAIN, dialling(user, proxy));
    }

    private static List<String> dialling(String user, String proxy) {
        return List.of("-e", "/dial sip:" + user + "@" + proxy);
    }

    /** As {@link #start(NetNamespace, String, String, int, String, String, short[])}, and the phone calls that user at once. */
    public static Baresip call(NetNamespace namespace, String name, String address, int sipPort, String proxy, String codec, short[] voice, String user)
            throws IOException {
        return call(namespace, name, address, sipPort, proxy, codec, voice, user, Media.PLAIN);
    }

    /** As {@link #call(NetNamespace, String, String, int, String, String, short[], String)}, with other media than plain RTP. */
    public static Baresip call(
            NetNamespace namespace, String name, String address, int sipPort, String proxy, String codec, short[] voice, String user, Media media)
            throws IOException {
        return start(namespace, name, address, sipPort, proxy, Line.udp(proxy), codec, voice, media, dialling(user, proxy));
    }

    private static Baresip start(
            NetNamespace namespace,
            String name,
            String address,
            int sipPort,
            String proxy,
            Line line,
            String codec,
            short[] voice,
            Media media,
            List<String> extra)
            throws IOException {
        Path folder = WorkFolder.create("baresip-" + name);
        WavFile.write(folder.resolve("voice.wav"), voice);
        Map<String, String> values = Map.of(
                "OUTBOUND", line.outbound(), "REGISTER_S", String.valueOf(line.registerS()), "NAME", name, "ADDRESS", address, "PORT", String.valueOf(sipPort), "PROXY", proxy, "CODEC", codec, "FOLDER", folder.toString(),
                "PARAMETERS", media.accountParameters);
        TestResource.write("baresip/config", values, folder.resolve("config"));
        TestResource.write("baresip/accounts", values, folder.resolve("accounts"));
        Files.createFile(folder.resolve("contacts"));
        List<String> command = new ArrayList<>(List.of("baresip", "-f", folder.toString(), "-v"));
        command.addAll(extra);
        ChildProcess process = namespace.start("baresip " + name, command, folder.resolve("log"));
        Baresip phone = new Baresip(process, folder);
        try {
            process.awaitOutput("baresip is ready", TIMEOUT);
        } catch (RuntimeException e) {
            phone.close();
            throw e;
        }
        return phone;
    }

    /** Waits until a call is up at this phone. */
    public void awaitCall() {
        process.awaitOutput("Call established", TIMEOUT);
    }

    /** Waits until it has recorded that many samples, and returns the last of them. */
    public short[] awaitHeard(int samples) {
        return Awaitility.await("sound recorded").atMost(TIMEOUT).pollInterval(Duration.ofMillis(50)).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> recordings = files.filter(file -> file.toString().endsWith("-dec.wav")).toList();
                return recordings.isEmpty() ? new short[0] : WavFile.read(recordings.getFirst());
            }
        }, heard -> heard.length >= samples);
    }

    /** What it has said so far on its terminal. */
    public String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
