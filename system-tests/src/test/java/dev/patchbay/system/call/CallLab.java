package dev.patchbay.system.call;

import dev.patchbay.system.media.G711;
import dev.patchbay.system.media.RtpPeer;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.OpenResources;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.relay.RelayProcess;
import dev.patchbay.system.relay.RelayUnderTest;
import dev.patchbay.system.sip.Kamailio;
import dev.patchbay.system.sip.RoutedProxy;
import dev.patchbay.system.sip.SipServer;
import dev.patchbay.system.sip.Sipp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Three hosts (caller, relay with proxy, callee), each a network namespace, caller and callee joined to the relay's host only and
 * nothing routed between them: what the other side hears went through the relay.
 *
 * <pre>
 *   caller 10.77.1.1 fd77:1::1 ── 10.77.1.3 fd77:1::3 [relay 10.77.3.1 fd77:3::1] 10.77.2.3 fd77:2::3 ── 10.77.2.1 fd77:2::1 callee
 * </pre>
 *
 * <p>The relay's interfaces are {@code default} (both 3-addresses), {@code left} (10.77.1.3) and {@code right} (10.77.2.3). Close it to
 * end everything in it.
 */
final class CallLab implements AutoCloseable {
    static final String CALLER4 = "10.77.1.1";
    static final String CALLER6 = "fd77:1::1";
    static final String CALLEE4 = "10.77.2.1";
    static final String RELAY4 = "10.77.3.1";
    static final String RELAY6 = "fd77:3::1";
    static final String RELAY_LEFT = "10.77.1.3";
    static final String RELAY_RIGHT = "10.77.2.3";
    static final int SIPP_PORT = 5080;
    static final InetSocketAddress PROXY4 = new InetSocketAddress(RELAY4, 5060);
    static final InetSocketAddress PROXY6 = new InetSocketAddress(RELAY6, 5060);

    private static final int NG_PORT = 2223;
    private static final int RTPPROXY_PORT = 22222;

    private final OpenResources open = new OpenResources();
    private final NetNamespace relayHost;
    private final NetNamespace callerHost;
    private final NetNamespace calleeHost;
    private final RelayProcess relay;
    private final SipServer proxy;

    private CallLab(RelayUnderTest underTest, String module, String offerFlags, String answerFlags) throws IOException, InterruptedException {
        try {
            relayHost = open.keep(NetNamespace.create("relay"));
            callerHost = open.keep(NetNamespace.create("caller"));
            calleeHost = open.keep(NetNamespace.create("callee"));
            connect(callerHost, "1", "left");
            connect(calleeHost, "2", "right");
            relayHost.address("lo", RELAY4 + "/32");
            relayHost.address("lo", RELAY6 + "/128");
            relay = open.keep(RelayProcess.start(underTest, Optional.of(relayHost), NG_PORT, List.of(
                    "--interface=default/" + RELAY4, "--interface=default/" + RELAY6, "--interface=left/" + RELAY_LEFT, "--interface=right/" + RELAY_RIGHT,
                    "--listen-udp=127.0.0.1:" + RTPPROXY_PORT, "--delete-delay=0", "--port-min=40000", "--port-max=41999")));
            Map<String, String> values = Map.of(
                    "ADDRESS4", RELAY4, "ADDRESS6", RELAY6, "CALLEE4", CALLEE4, "OFFER_FLAGS", offerFlags, "ANSWER_FLAGS", answerFlags,
                    "CONTROL_PORT", String.valueOf(module.equals("rtpproxy") ? RTPPROXY_PORT : NG_PORT));
            proxy = open.keep(module.equals("proxy")
                    ? RoutedProxy.start(relayHost, RelayUnderTest.launcher(), "rtpengine", values)
                    : Kamailio.start(relayHost, module, values));
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Builds the hosts and starts relay and proxy; skips the test when the machine cannot (in CI: fails).
     *
     * @param module of Kamailio: {@code rtpengine} or {@code rtpproxy}; {@code proxy}: our proxy in the place of Kamailio
     */
    static CallLab open(String module) throws IOException, InterruptedException {
        return open(module, "", "");
    }

    /** As {@link #open(String)}; the proxy gives these flags with every offer and answer, beside its usual ones. */
    static CallLab open(String module, String offerFlags, String answerFlags) throws IOException, InterruptedException {
        Prerequisites.root();
        Prerequisites.programs("kamailio", "sipp");
        RelayUnderTest underTest = RelayUnderTest.chosen();
        NetNamespace.removeStale();
        return new CallLab(underTest, module, offerFlags, answerFlags);
    }

    NetNamespace callerHost() {
        return callerHost;
    }

    NetNamespace calleeHost() {
        return calleeHost;
    }

    /** What relay and proxy logged, for failure messages. */
    String logs() {
        return "relay:\n" + relay.log() + "\nproxy:\n" + proxy.log();
    }

    /** A caller's or callee's media port; the test closes it. */
    static RtpPeer peer(NetNamespace host, String address, int port) throws IOException, InterruptedException {
        return RtpPeer.open(host, new InetSocketAddress(address, port), G711.PCMA, 0x10000 + port);
    }

    Sipp callee(String scenario, String callIdPrefix, Integer... mediaPorts) throws IOException {
        return Sipp.callee(calleeHost, new Sipp.Plan(scenario, new InetSocketAddress(CALLEE4, SIPP_PORT), List.of(mediaPorts), callIdPrefix, ""));
    }

    Sipp caller(String scenario, String callIdPrefix, String mediaFlags, Integer... mediaPorts) throws IOException {
        Sipp.Plan plan = new Sipp.Plan(scenario, new InetSocketAddress(CALLER4, SIPP_PORT), List.of(mediaPorts), callIdPrefix, mediaFlags);
        return Sipp.caller(callerHost, plan, "sipp", PROXY4);
    }

    Sipp caller6(String scenario, String callIdPrefix, String mediaFlags, Integer... mediaPorts) throws IOException {
        Sipp.Plan plan = new Sipp.Plan(scenario, new InetSocketAddress(CALLER6, SIPP_PORT), List.of(mediaPorts), callIdPrefix, mediaFlags);
        return Sipp.caller(callerHost, plan, "sipp", PROXY6);
    }

    /** The relay's {@code query} reply for a call. */
    Map<String, Object> query(String callId) throws IOException {
        Map<String, Object> request = new HashMap<>();
        request.put("command", "query");
        request.put("call-id", callId);
        return relay.ng().request(request);
    }

    /** The calls the relay knows. */
    List<?> calls() throws IOException {
        return (List<?>) relay.ng().request(Map.of("command", "list", "limit", 1000)).get("calls");
    }

    @Override
    public void close() {
        open.close();
    }

    private void connect(NetNamespace host, String network, String relayDevice) throws IOException, InterruptedException {
        NetNamespace.link(host, "eth0", relayHost, relayDevice);
        host.address("eth0", "10.77." + network + ".1/24");
        host.address("eth0", "fd77:" + network + "::1/64");
        relayHost.address(relayDevice, "10.77." + network + ".3/24");
        relayHost.address(relayDevice, "fd77:" + network + "::3/64");
        host.defaultRoute("10.77." + network + ".3");
        host.defaultRoute("fd77:" + network + "::3");
    }
}
