package dev.patchbay.proxy.testing;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.ProxyOptions;
import dev.patchbay.proxy.SipProxy;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.route.ScriptException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** A proxy on ports of the loopback address that were free a moment ago. */
public final class TestProxy implements AutoCloseable {

    private final SipProxy proxy;
    private final InetSocketAddress address;

    private TestProxy(SipProxy proxy, InetSocketAddress address) {
        this.proxy = proxy;
        this.address = address;
    }

    public static TestProxy start(RoutingScript script) throws IOException, ScriptException {
        return start("127.0.0.1", script);
    }

    /** @param further listen address beside the usual ones */
    public static TestProxy start(RoutingScript script, String further) throws IOException, ScriptException {
        return start("127.0.0.1", script, List.of(ListenAddress.parse(further)));
    }

    public static TestProxy start(String ip, RoutingScript script) throws IOException, ScriptException {
        return start(ip, script, List.of());
    }

    private static TestProxy start(String ip, RoutingScript script, List<ListenAddress> further) throws IOException, ScriptException {
        int port = freePort(ip);
        String host = ip.contains(":") ? "[" + ip + "]" : ip;
        List<ListenAddress> listen = new ArrayList<>(further);
        listen.addFirst(ListenAddress.parse("tcp:" + host + ":" + port));
        listen.addFirst(ListenAddress.parse("udp:" + host + ":" + port));
        return new TestProxy(
                SipProxy.start(ProxyOptions.of(listen, "", () -> script)), new InetSocketAddress(InetAddress.getByName(ip), port));
    }

    /** For UDP and TCP. */
    public static int freePort(String ip) throws IOException {
        InetAddress address = InetAddress.getByName(ip);
        while (true) {
            try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(address, 0));
                    ServerSocket _ = new ServerSocket(udp.getLocalPort(), 1, address)) {
                return udp.getLocalPort();
            } catch (java.net.BindException _) {
                // Taken for TCP: another one.
            }
        }
    }

    public SipProxy proxy() {
        return proxy;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** A URI of a user of the proxy. */
    public String uri(String user) {
        String host = address.getAddress().getHostAddress();
        return "sip:" + user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    public SipPeer phone() throws IOException {
        return new SipPeer(address);
    }

    @Override
    public void close() {
        proxy.close();
    }
}
