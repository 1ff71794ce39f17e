package dev.patchbay.daemon.proxy;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.proxy.SipTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Where a proxy listens that was not told: on the ports of SIP, with WebSocket beside them; encrypted too, if it has a certificate. */
public final class DefaultListen {

    private static final String LOOPBACK = "127.0.0.1";

    /** Ports 80 and 443, WebSocket's own, are those of web servers. */
    private static final int WS_PORT = 5080;

    private static final int WSS_PORT = 5081;

    private DefaultListen() {}

    /** For this host only. */
    static List<String> onLoopback(boolean hasCertificate) {
        return on(LOOPBACK, hasCertificate);
    }

    /** For this host, and others by the addresses that it has for them. */
    static List<String> everywhere(List<IpAddress> globalAddresses, boolean hasCertificate) {
        List<String> listen = new ArrayList<>(onLoopback(hasCertificate));
        for (IpAddress ip : globalAddresses) {
            listen.addAll(on(ip.family() == IpFamily.IPV6 ? "[" + ip + "]" : ip.toString(), hasCertificate));
        }
        return listen;
    }

    private static List<String> on(String host, boolean hasCertificate) {
        List<String> listen = new ArrayList<>();
        for (SipTransport transport : SipTransport.values()) {
            if (!transport.isSecure() || hasCertificate) {
                listen.add(transport.parameter() + ":" + host + ":" + port(transport));
            }
        }
        return listen;
    }

    private static int port(SipTransport transport) {
        return switch (transport) {
            case UDP, TCP, TLS -> transport.defaultPort();
            case WS -> WS_PORT;
            case WSS -> WSS_PORT;
        };
    }

    /** Addresses by which other hosts may reach this one: neither loopback nor good on one cable only (link-local). */
    public static List<IpAddress> globalAddresses() throws IOException {
        try {
            List<NetworkInterface> devices = Collections.list(NetworkInterface.getNetworkInterfaces());
            devices.sort(Comparator.comparingInt(NetworkInterface::getIndex));
            List<IpAddress> addresses = new ArrayList<>();
            for (NetworkInterface device : devices) {
                if (device.isUp()) {
                    for (InetAddress address : Collections.list(device.getInetAddresses())) {
                        if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                            addresses.add(IpAddress.of(address));
                        }
                    }
                }
            }
            return addresses;
        } catch (SocketException e) {
            throw new IOException("the addresses of this host cannot be found out: " + e.getMessage(), e);
        }
    }
}
