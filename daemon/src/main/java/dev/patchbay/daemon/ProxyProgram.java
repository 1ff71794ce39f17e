package dev.patchbay.daemon;

import dev.patchbay.daemon.Signals.Kind;
import dev.patchbay.daemon.logging.LogBinding;
import dev.patchbay.daemon.logging.LogOptions;
import dev.patchbay.daemon.option.OptionException;
import dev.patchbay.daemon.proxy.ProxyArguments;
import dev.patchbay.daemon.proxy.ProxyHelp;
import dev.patchbay.daemon.proxy.ProxyOptionsReader;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.proxy.SipProxy;
import dev.patchbay.proxy.route.ScriptException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The life of the proxy alone: read options, start, wait for a signal, stop. {@code SIGHUP} reads the routing script anew. */
final class ProxyProgram {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final String name;
    private final PrintStream out;
    private final LogBinding logs;
    private final Signals signals;

    ProxyProgram(String name, PrintStream out, LogBinding logs, Signals signals) {
        this.name = name;
        this.out = out;
        this.logs = logs;
        this.signals = signals;
    }

    int run(List<String> arguments) throws InterruptedException {
        logs.apply(LogOptions.AT_START);
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print("Usage:\n  " + name + " [OPTION...]\n\n" + ProxyHelp.print("--")
                    + "\nSIGHUP reads the routing script anew; calls go on.\n");
            out.flush();
            return ExitStatus.OK;
        }
        ShutdownRequest shutdown = new ShutdownRequest();
        signals.on(Kind.TERM, shutdown::endNow);
        signals.on(Kind.INT, shutdown::endNow);
        // Until there is something to read anew, the signal shall not end the process.
        signals.on(Kind.HUP, () -> {});
        try (SipProxy proxy = SipProxy.start(ProxyOptionsReader.read(ProxyArguments.parse(arguments, "--")))) {
            signals.on(Kind.HUP, () -> reload(proxy));
            LOG.info("SIP proxy on {}", proxy.listening());
            shutdown.await();
        } catch (OptionException | ScriptException | IOException e) {
            LOG.critical("Fatal error: {}", e.getMessage());
            return ExitStatus.FATAL;
        }
        return ExitStatus.OK;
    }

    /** A script that cannot be used leaves the old one in force. */
    static void reload(SipProxy proxy) {
        try {
            proxy.reload();
            LOG.info("Routing script read anew");
        } catch (ScriptException e) {
            LOG.error("Routing script stays as it was: {}", e.getMessage());
        }
    }
}
