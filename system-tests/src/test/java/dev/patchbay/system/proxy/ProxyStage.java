package dev.patchbay.system.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.ProxyOptions;
import dev.patchbay.proxy.SipProxy;
import dev.patchbay.proxy.auth.UserStore;
import dev.patchbay.proxy.route.ScriptOrigin;
import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.proxy.testing.TestProxy;
import dev.patchbay.system.media.G711;
import dev.patchbay.system.media.RtpPeer;
import dev.patchbay.system.net.OpenResources;
import dev.patchbay.system.relay.RelayProcess;
import dev.patchbay.system.relay.RelayUnderTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A proxy in this process and a relay in its own, on loopback. What is opened through it is closed with it. */
final class ProxyStage implements AutoCloseable {

    private final OpenResources open = new OpenResources();
    private final InetSocketAddress address;
    private final Optional<InetSocketAddress> xmlRpc;
    private final RelayProcess relay;
    private final SipProxy proxy;
    private int registrations;

    private ProxyStage(ScriptOrigin script, Optional<UserStore> users, boolean isToldOfTimeouts, List<String> relayOptions)
            throws Exception {
        try {
            xmlRpc = isToldOfTimeouts ? Optional.of(loopback(TestProxy.freePort("127.0.0.1"))) : Optional.empty();
            List<String> all = new ArrayList<>(relayOptions);
            all.addAll(List.of("--interface=127.0.0.1", "--delete-delay=0"));
            xmlRpc.ifPresent(endpoint -> all.add("--b2b-url=http://127.0.0.1:" + endpoint.getPort() + "/"));
            relay = keep(RelayProcess.start(RelayUnderTest.chosen(), all));
            address = loopback(TestProxy.freePort("127.0.0.1"));
            ProxyOptions usual = ProxyOptions.of(
                    List.of(ListenAddress.parse("udp:127.0.0.1:" + address.getPort())),
                    "udp:127.0.0.1:" + relay.control().getPort(),
                    script);
            proxy = keep(SipProxy.start(new ProxyOptions(
                    usual.listen(), usual.domains(), usual.realm(), usual.relays(), usual.script(), usual.scriptLimit(), users,
                    usual.locations(), xmlRpc, usual.tls(), usual.limits())));
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** With these options for the relay beside the usual ones. */
    static ProxyStage open(ScriptOrigin script, String... relayOptions) throws Exception {
        return new ProxyStage(script, Optional.empty(), false, List.of(relayOptions));
    }

    static ProxyStage open(ScriptOrigin script, UserStore users) throws Exception {
        return new ProxyStage(script, Optional.of(users), false, List.of());
    }

    /** The relay tells the proxy by XML-RPC when a call's media has timed out. */
    static ProxyStage toldOfTimeouts(ScriptOrigin script, String... relayOptions) throws Exception {
        return new ProxyStage(script, Optional.empty(), true, List.of(relayOptions));
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    <T extends AutoCloseable> T keep(T resource) {
        return open.keep(resource);
    }

    /** Of the proxy. */
    InetSocketAddress address() {
        return address;
    }

    SipProxy proxy() {
        return proxy;
    }

    RelayProcess relay() {
        return relay;
    }

    String uri(String user) {
        return "sip:" + user + "@127.0.0.1:" + address.getPort();
    }

    SipPeer phone() throws Exception {
        return keep(new SipPeer(address));
    }

    RtpPeer media() throws Exception {
        return keep(RtpPeer.open(loopback(0), G711.PCMA, open.size()));
    }

    /** Adds a contact to a user's. */
    void register(String user, InetSocketAddress contact) throws Exception {
        registrations++;
        try (SipPeer phone = new SipPeer(address)) {
            phone.send("""
                    REGISTER sip:%1$s SIP/2.0
                    Via: SIP/2.0/UDP ME;branch=z9hG4bKreg%2$d
                    From: <sip:%3$s@%1$s>;tag=r
                    To: <sip:%3$s@%1$s>
                    Call-ID: reg-%2$d
                    CSeq: 1 REGISTER
                    Contact: <sip:%3$s@127.0.0.1:%4$d>
                    Max-Forwards: 70
                    Content-Length: 0

                    """.formatted("127.0.0.1:" + address.getPort(), registrations, user, contact.getPort()));
            phone.awaitResponse(200);
        }
    }

    void register(String user, SipPeer phone) throws Exception {
        register(user, loopback(Integer.parseInt(phone.address().replaceAll(".*:", ""))));
    }

    static String sdp(RtpPeer media) {
        return sdp(media.port());
    }

    static String sdp(int port) {
        return """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 8 101
                a=rtpmap:101 telephone-event/8000
                a=ptime:20
                """.formatted(port);
    }

    /** The calls the relay knows. */
    List<?> relayCalls() throws Exception {
        return (List<?>) relay.ng().request(Map.of("command", "list", "limit", 1000)).get("calls");
    }

    /** No transaction, and nothing at the relay. The proxy remembers INVITEs that it tracks for minutes, so dialogs are not asked for. */
    void assertNothingIsLeft() throws Exception {
        assertThat(proxy.transactionCount()).as("transactions").isZero();
        assertThat(relayCalls()).as("calls of the relay").isEmpty();
    }

    @Override
    public void close() {
        open.close();
    }
}
