package dev.patchbay.daemon;

import dev.patchbay.daemon.logging.LogBinding;
import java.io.FileDescriptor;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** Entry of the SIP proxy alone. */
public final class ProxyMain {

    private ProxyMain() {}

    /** @param arguments see {@link dev.patchbay.daemon.proxy.ProxyOption} */
    public static void main(String[] arguments) throws InterruptedException {
        String name = System.getenv().getOrDefault(Main.NAME_VARIABLE, "patchbay proxy");
        LogBinding logs = new LogBinding(
                Main.stream(FileDescriptor.err),
                facility -> {
                    throw new IOException("the proxy logs to stderr");
                },
                InstantSource.system());
        System.exit(new ProxyProgram(name, Main.stream(FileDescriptor.out), logs, new SystemSignals()).run(List.of(arguments)));
    }
}
