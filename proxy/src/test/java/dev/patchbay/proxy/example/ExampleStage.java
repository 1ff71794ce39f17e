package dev.patchbay.proxy.example;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.ProxyOptions;
import dev.patchbay.proxy.SipProxy;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.route.ScriptOrigin;
import dev.patchbay.proxy.script.ScriptCompiler;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A proxy with one of the example scripts, relays, and as many ends of calls as are asked for. */
final class ExampleStage implements AutoCloseable {

    /** Not in the script: what the proxy was started with. */
    static final String RELAYS = "relays";

    static final Path EXAMPLES = Path.of("..", "examples", "routes");

    private final List<ExampleCall> calls = new ArrayList<>();
    private final InetSocketAddress address;
    private final SipProxy proxy;

    /**
     * @param example below {@link #EXAMPLES}
     * @param replaced addresses that stand in the script, by those of this test; {@link #RELAYS} are the proxy's own
     */
    ExampleStage(String example, Map<String, String> replaced) throws Exception {
        Path file = EXAMPLES.resolve(example + ".java");
        String source = Files.readString(file);
        for (Map.Entry<String, String> entry : replaced.entrySet()) {
            if (!entry.getKey().equals(RELAYS)) {
                if (!source.contains(entry.getKey())) {
                    throw new IllegalArgumentException(example + " has no " + entry.getKey());
                }
                source = source.replace(entry.getKey(), entry.getValue());
            }
        }
        String changed = source;
        address = loopback(freePort());
        proxy = SipProxy.start(ProxyOptions.of(
                List.of(new ListenAddress(SipTransport.UDP, TransportAddress.of(address))),
                replaced.getOrDefault(RELAYS, ""),
                () -> ScriptCompiler.compile(file.toString(), changed)));
    }

    /** The routing of a proxy without script; relays of other processes may tell it of timeouts. */
    ExampleStage(InetSocketAddress xmlRpc) throws Exception {
        address = loopback(freePort());
        ProxyOptions plain = ProxyOptions.of(
                List.of(new ListenAddress(SipTransport.UDP, TransportAddress.of(address))), "", ScriptOrigin.standard());
        proxy = SipProxy.start(new ProxyOptions(
                plain.listen(),
                plain.domains(),
                plain.realm(),
                plain.relays(),
                plain.script(),
                plain.scriptLimit(),
                plain.users(),
                plain.locations(),
                Optional.of(xmlRpc),
                plain.tls(),
                plain.limits()));
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    InetSocketAddress address() {
        return address;
    }

    static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(loopback(0))) {
            return socket.getLocalPort();
        }
    }

    SipEnd end() throws IOException {
        return new SipEnd(address);
    }

    ExampleCall call(String calleeUser) throws IOException {
        ExampleCall call = new ExampleCall(this, calleeUser);
        calls.add(call);
        return call;
    }

    @Override
    public void close() {
        calls.forEach(ExampleCall::close);
        proxy.close();
    }
}
