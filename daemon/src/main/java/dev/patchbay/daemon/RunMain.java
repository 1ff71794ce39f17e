package dev.patchbay.daemon;

import dev.patchbay.daemon.option.OptionException;
import dev.patchbay.daemon.proxy.DefaultListen;
import dev.patchbay.daemon.proxy.ProxyArguments;
import dev.patchbay.daemon.proxy.ProxyHelp;
import dev.patchbay.daemon.proxy.ProxyOption;
import dev.patchbay.daemon.proxy.ProxyOptionsReader;
import dev.patchbay.daemon.proxy.RandomUsers;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.ProxyOptions;
import dev.patchbay.relay.Relay;
import java.io.FileDescriptor;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Entry of relay and SIP proxy in one process: options that begin with {@code --sip-} are the proxy's, all others the relay's. With
 * {@code --public} other hosts may reach the proxy; which addresses the relay has for them is said by its own options.
 */
public final class RunMain {

    private static final String PREFIX = "--sip-";
    private static final String NO_SIP = "--no-sip";
    private static final String PUBLIC = "--public";

    /** Where the relay tells the proxy that a call's media timed out. */
    private static final String XML_RPC = "127.0.0.1:2226";

    private RunMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        boolean isPublic = all.remove(PUBLIC);
        if (all.remove(NO_SIP)) {
            Main.main(all.toArray(String[]::new));
            return;
        }
        if (all.contains("--help") || all.contains("-h")) {
            var out = Main.stream(FileDescriptor.out);
            out.print("The SIP proxy's options (" + NO_SIP + " leaves it out):\n" + ProxyHelp.print(PREFIX) + "\nThe relay's options:\n\n");
            out.flush();
        }
        ProxyArguments mine;
        try {
            mine = ProxyArguments.parse(all, PREFIX);
        } catch (OptionException e) {
            var err = Main.stream(FileDescriptor.err);
            err.println("Fatal error: " + e.getMessage());
            err.flush();
            System.exit(ExitStatus.FATAL);
            return;
        }
        List<String> relayArguments = new ArrayList<>();
        if (mine.rest().stream().noneMatch(argument -> argument.startsWith("--b2b-url"))) {
            relayArguments.add("--b2b-url=http://" + XML_RPC + "/");
            relayArguments.add("--xmlrpc-format=2");
            mine.setDefault(ProxyOption.XMLRPC, List.of(XML_RPC));
        }
        relayArguments.addAll(mine.rest());
        RelayProgram program = new RelayProgram(Main.environment(
                options -> RelayWithProxy.start(Relay.start(options), relay -> proxyOptions(mine, relay, isPublic)), new SystemSignals()));
        System.exit(program.run(relayArguments));
    }

    private static ProxyOptions proxyOptions(ProxyArguments arguments, Relay relay, boolean isPublic) throws IOException {
        TransportAddress ng = relay.ngAddress()
                .orElseThrow(() -> new IOException("the SIP proxy needs the relay to listen for ng by UDP: --listen-ng=127.0.0.1:2223"));
        arguments.setDefault(ProxyOption.RELAYS, List.of((ng.family() == IpFamily.IPV6 ? "udp6:" : "udp:") + ng));
        try {
            return isPublic ? publicOptions(arguments) : ProxyOptionsReader.read(arguments);
        } catch (OptionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static ProxyOptions publicOptions(ProxyArguments arguments) throws IOException, OptionException {
        RandomUsers spare = RandomUsers.create(new SecureRandom());
        boolean isSpareUsed = !arguments.has(ProxyOption.USERS);
        ProxyOptions options = ProxyOptionsReader.read(arguments, DefaultListen.globalAddresses(), spare);
        if (isSpareUsed) {
            // Not into the log, which others may read.
            var out = Main.stream(FileDescriptor.out);
            out.println(spare.announcement());
            out.flush();
        }
        return options;
    }
}
