package dev.patchbay.relay;

import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The network of this machine, by the JDK's resolver. Stateless. */
final class SystemNetwork implements HostNetwork {

    @Override
    public List<IpAddress> lookup(String hostName) throws IOException {
        List<IpAddress> addresses = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(hostName)) {
                addresses.add(IpAddress.of(address));
            }
        } catch (UnknownHostException e) {
            throw new IOException("'" + hostName + "' is not known: no such host name", e);
        }
        addresses.sort(Comparator.comparing(IpAddress::family));
        return List.copyOf(addresses);
    }

    @Override
    public Map<String, List<IpAddress>> devices() throws IOException {
        List<NetworkInterface> byIndex = Collections.list(NetworkInterface.getNetworkInterfaces());
        byIndex.sort(Comparator.comparingInt(NetworkInterface::getIndex));
        Map<String, List<IpAddress>> devices = new LinkedHashMap<>();
        for (NetworkInterface device : byIndex) {
            devices.put(device.getName(), addressesOf(device));
        }
        return devices;
    }

    /**
     * The JDK lists the IPv4 addresses of a device backwards, and the first address is the primary one: turned round here.
     * It lists IPv6 addresses as the kernel does.
     */
    private static List<IpAddress> addressesOf(NetworkInterface device) {
        List<IpAddress> ipv4 = new ArrayList<>();
        List<IpAddress> ipv6 = new ArrayList<>();
        for (InetAddress address : Collections.list(device.getInetAddresses())) {
            IpAddress ip = IpAddress.of(address);
            switch (ip.family()) {
                case IPV4 -> ipv4.addFirst(ip);
                case IPV6 -> {
                    if (!ip.isLinkLocal()) {
                        ipv6.add(ip);
                    }
                }
            }
        }
        ipv4.addAll(ipv6);
        return List.copyOf(ipv4);
    }
}
