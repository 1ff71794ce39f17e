package dev.patchbay.daemon;

import dev.patchbay.relay.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The client of the command line interface: sends one line, prints what comes back until the relay closes the connection.
 * Same syntax as {@code rtpengine-ctl}: {@code [-ip ADDRESS[:PORT]] [-port PORT] COMMAND...}.
 */
final class ControlClient {

    static final String DEFAULT_HOST = "127.0.0.1";
    static final int DEFAULT_PORT = 9900;

    private static final int TIMEOUT_MS = 10_000;

    private static final String USAGE = """
            Usage: %s [-ip ADDRESS[:PORT]] [-port PORT] COMMAND...

            Sends COMMAND to the command line interface of a running relay (default %s:%d) and prints the answer.
            The command 'help' lists what there is.
            """;

    private final String name;
    private final PrintStream out;
    private final PrintStream err;

    private String host = DEFAULT_HOST;
    private int port = DEFAULT_PORT;

    /** @param name the command as the user knows it */
    ControlClient(String name, PrintStream out, PrintStream err) {
        this.name = name;
        this.out = out;
        this.err = err;
    }

    /** @return exit status */
    int run(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        try {
            while (!rest.isEmpty() && rest.getFirst().startsWith("-")) {
                String option = rest.removeFirst();
                if (option.equals("-h") || option.equals("--help") || option.equals("-help")) {
                    out.print(USAGE.formatted(name, DEFAULT_HOST, DEFAULT_PORT));
                    return ExitStatus.OK;
                }
                setOption(option, rest);
            }
        } catch (IllegalArgumentException e) {
            return fail(e.getMessage() + "\n" + USAGE.formatted(name, DEFAULT_HOST, DEFAULT_PORT).stripTrailing());
        }
        if (rest.isEmpty()) {
            return fail("no command given\n" + USAGE.formatted(name, DEFAULT_HOST, DEFAULT_PORT).stripTrailing());
        }
        try {
            ask(String.join(" ", rest));
            return ExitStatus.OK;
        } catch (IOException e) {
            return fail("no answer from " + new HostPort(Optional.of(host), port) + ": " + e.getMessage());
        }
    }

    private void setOption(String option, Deque<String> rest) {
        boolean isAddress = option.equals("-ip") || option.equals("--ip");
        if (!isAddress && !option.equals("-port") && !option.equals("--port")) {
            throw new IllegalArgumentException("unknown option " + option);
        }
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("option " + option + " needs a value");
        }
        String value = rest.removeFirst();
        if (isAddress) {
            setAddress(value);
        } else {
            port = HostPort.parse(value).port();
        }
    }

    /** {@code 1.2.3.4}, {@code 1.2.3.4:5}, {@code name:5}, {@code ::1}, {@code [::1]}, {@code [::1]:5}. */
    private void setAddress(String value) {
        boolean isBareIpv6 = value.indexOf(':') != value.lastIndexOf(':') && !value.startsWith("[");
        if (isBareIpv6) {
            host = value;
        } else if (value.startsWith("[") && value.endsWith("]")) {
            host = value.substring(1, value.length() - 1);
        } else if (value.indexOf(':') < 0) {
            host = value;
        } else {
            HostPort address = HostPort.parse(value);
            host = address.host().orElse(DEFAULT_HOST);
            port = address.port();
        }
    }

    private void ask(String command) throws IOException {
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new IOException("unknown host");
            }
            socket.connect(address, TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            OutputStream request = socket.getOutputStream();
            request.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            request.flush();
            try (InputStream answer = socket.getInputStream()) {
                answer.transferTo(out);
            }
        } finally {
            out.flush();
        }
    }

    private int fail(String message) {
        err.println(name + ": " + message);
        err.flush();
        return ExitStatus.FAILED;
    }
}
