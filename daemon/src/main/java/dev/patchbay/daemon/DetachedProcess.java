package dev.patchbay.daemon;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts this very command again under {@code setsid}, with a mark in its environment. Both output streams of the new process come
 * through one pipe: everything up to the line that says it is ready is shown. Then this process ends, and what the other one writes to
 * its streams goes nowhere, as with any daemon.
 *
 * <p>A JVM cannot fork, so options are read twice: here, to show errors at once, and there.
 */
final class DetachedProcess implements Background {

    /** Environment variable that marks the process in the background. */
    static final String MARK = "PATCHBAY_DETACHED";

    /** Line by which the process in the background says that it is ready. */
    static final String READY_LINE = "patchbay-is-ready";

    /** A daemon that is not ready by then never will be. */
    private static final long READY_TIMEOUT_SECONDS = 60;

    private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private final Map<String, String> variables;
    private final PrintStream out;
    private final PrintStream err;

    /** @param variables environment of this process */
    DetachedProcess(Map<String, String> variables, PrintStream out, PrintStream err) {
        this.variables = Map.copyOf(variables);
        this.out = out;
        this.err = err;
    }

    @Override
    public boolean isDetached() {
        return variables.containsKey(MARK);
    }

    @Override
    public void reportReady() {
        if (isDetached()) {
            out.println(READY_LINE);
            out.flush();
        }
    }

    @Override
    public int startDetached() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().put(MARK, "1");
        builder.redirectErrorStream(true);
        builder.redirectInput(new File("/dev/null"));
        Process process = builder.start();
        Thread watchdog = Thread.ofVirtual().start(() -> killUnlessInterrupted(process));
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(READY_LINE)) {
                    return ExitStatus.OK;
                }
                err.println(line);
            }
        } finally {
            watchdog.interrupt();
            err.flush();
        }
        int status = process.waitFor();
        return status == ExitStatus.OK ? ExitStatus.FATAL : status;
    }

    private static void killUnlessInterrupted(Process process) {
        try {
            if (!process.waitFor(READY_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            // Ready in time.
        }
    }

    private static List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> command.add(setsid.toString()));
        String commandLine = Files.readString(OWN_COMMAND_LINE);
        command.addAll(List.of(commandLine.split("\0", -1)));
        command.removeLast();
        return command;
    }
}
