package dev.patchbay.relay;

import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network of our own making. */
final class FakeNetwork implements HostNetwork {

    private final Map<String, List<IpAddress>> names = new LinkedHashMap<>();
    private final Map<String, List<IpAddress>> devices = new LinkedHashMap<>();

    FakeNetwork name(String name, String... addresses) {
        names.put(name, Arrays.stream(addresses).map(IpAddress::literal).toList());
        return this;
    }

    FakeNetwork device(String name, String... addresses) {
        devices.put(name, Arrays.stream(addresses).map(IpAddress::literal).toList());
        return this;
    }

    @Override
    public List<IpAddress> lookup(String hostName) throws IOException {
        List<IpAddress> found = names.get(hostName);
        if (found == null) {
            throw new IOException("'" + hostName + "' is not known");
        }
        return found;
    }

    @Override
    public Map<String, List<IpAddress>> devices() {
        return devices;
    }
}
