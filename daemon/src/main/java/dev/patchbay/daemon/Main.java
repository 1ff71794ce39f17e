package dev.patchbay.daemon;

import dev.patchbay.daemon.logging.LogBinding;
import dev.patchbay.daemon.logging.SyslogConnector;
import dev.patchbay.linux.process.NotifySocket;
import dev.patchbay.linux.syslog.SyslogFacility;
import dev.patchbay.linux.syslog.SyslogFormat;
import dev.patchbay.linux.syslog.SyslogSeverity;
import dev.patchbay.linux.syslog.SyslogSocket;
import dev.patchbay.relay.Relay;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Entry of the relay program: binds {@link RelayProgram} to this process. */
public final class Main {

    private static final Path DEFAULT_CONFIG_FILE = Path.of("/etc/rtpengine/rtpengine.conf");

    /** Environment variable with the name of the command, for the help and syslog; the launcher sets it. */
    static final String NAME_VARIABLE = "PATCHBAY_NAME";

    private Main() {}

    /** @param arguments rtpengine's options */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        RelayProgram program =
                new RelayProgram(environment(options -> RunningRelay.of(Relay.start(options)), new SystemSignals()));
        // Not a return: threads of libraries must not keep the process.
        System.exit(program.run(List.of(arguments)));
    }

    /** This process, but for how a relay is started and what signals do. */
    static ProgramEnvironment environment(RunningRelay.Starter relays, Signals signals) throws IOException {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        Map<String, String> variables = System.getenv();
        String name = variables.getOrDefault(NAME_VARIABLE, "patchbay relay");
        return new ProgramEnvironment(
                name,
                version(),
                out,
                new LogBinding(err, syslog(name), InstantSource.system()),
                DEFAULT_CONFIG_FILE,
                relays,
                signals,
                new DetachedProcess(variables, out, err),
                new ServiceManager(variables, NotifySocket::send),
                ProcessHandle.current().pid(),
                System::nanoTime,
                // The launcher's script becomes this process, so its start is ours.
                ProcessAge::ms);
    }

    static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** The version of the build. */
    static String version() throws IOException {
        try (InputStream resource = Main.class.getResourceAsStream("version.txt")) {
            if (resource == null) {
                throw new IOException("version.txt is missing in this build");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** The host's syslog daemon; the tag of messages is the first word of the command's name. */
    private static SyslogConnector syslog(String name) {
        String tag = name.split(" ", 2)[0];
        return facility -> {
            SyslogFacility known = SyslogFacility.ofConfigName(facility)
                    .orElseThrow(() -> new IOException("there is no syslog facility '" + facility + "'"));
            SyslogFormat format =
                    new SyslogFormat(known, tag, ProcessHandle.current().pid(), ZoneId.systemDefault());
            SyslogSocket socket = SyslogSocket.open(SyslogSocket.DEV_LOG, format);
            return (severity, line) -> socket.write(SyslogSeverity.values()[severity.number()], Instant.now(), line);
        };
    }
}
