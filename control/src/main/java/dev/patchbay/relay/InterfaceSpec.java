package dev.patchbay.relay;

import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A local interface for media as written in option {@code interface}: {@code [NAME/]ADDRESS[!ADVERTISED]}.
 *
 * @param name the logical interface; several specs may share it. {@code BASE:SUFFIX} names form a round robin group
 * @param address an IP address, a network device (all its addresses), a host name (its first address of each family), or
 *     {@code any} (all addresses of all devices that are up, loopback excepted)
 * @param advertised address or host name that SDP shows instead of the local one
 */
public record InterfaceSpec(String name, String address, Optional<String> advertised) {

    /** Logical interface of specs without a name. */
    public static final String DEFAULT_NAME = "default";

    /** Stands for every address of the machine. */
    public static final String ANY_ADDRESS = "any";

    private static final String SYNTAX = "[NAME/]ADDRESS[!ADVERTISED]";

    public InterfaceSpec {
        checkPart("address", address, name, address);
        advertised.ifPresent(text -> checkPart("advertised address", text, name, address));
    }

    /** One address under the default name, shown as it is. */
    public static InterfaceSpec ofAddress(String address) {
        return new InterfaceSpec(DEFAULT_NAME, address, Optional.empty());
    }

    /**
     * Splits at the first {@code /} and the first {@code !}; brackets around IPv6 addresses may be there.
     *
     * @throws IllegalArgumentException with what is missing
     */
    public static InterfaceSpec parse(String text) {
        int slash = text.indexOf('/');
        String name = slash < 0 ? DEFAULT_NAME : text.substring(0, slash);
        String rest = text.substring(slash + 1);
        int mark = rest.indexOf('!');
        if (mark < 0) {
            return new InterfaceSpec(name, withoutBrackets(rest), Optional.empty());
        }
        return new InterfaceSpec(
                name, withoutBrackets(rest.substring(0, mark)), Optional.of(withoutBrackets(rest.substring(mark + 1))));
    }

    private static String withoutBrackets(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    private static void checkPart(String what, String part, String name, String address) {
        if (part.isEmpty() || part.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '!' || c == '[' || c == ']')) {
            throw new IllegalArgumentException("the " + what + " '" + part + "' in interface '" + name + "/" + address
                    + "' is not valid, the form is " + SYNTAX);
        }
    }

    /**
     * Finds the local addresses meant, once: a later change of DNS or of the device does not matter. May block on DNS.
     *
     * @return at least one
     * @throws IOException naming the interface, when there is none
     */
    public List<LocalAddress> resolve(HostNetwork network) throws IOException {
        List<IpAddress> locals = resolveAddress(network);
        List<IpAddress> shown = advertised.isEmpty() ? List.of() : resolveName(network, advertised.get());
        List<LocalAddress> addresses = new ArrayList<>();
        for (IpAddress local : locals) {
            addresses.add(new LocalAddress(name, local, shown.isEmpty() ? local : advertisedFor(local, shown)));
        }
        return List.copyOf(addresses);
    }

    /** Of a name with several addresses, the one of the same family fits best; a NAT64 or the like may want another family. */
    private static IpAddress advertisedFor(IpAddress local, List<IpAddress> shown) {
        return shown.stream()
                .filter(address -> address.family() == local.family())
                .findFirst()
                .orElseGet(shown::getFirst);
    }

    private List<IpAddress> resolveAddress(HostNetwork network) throws IOException {
        Optional<IpAddress> literal = IpAddress.parse(address);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        Map<String, List<IpAddress>> devices = network.devices();
        if (address.equals(ANY_ADDRESS)) {
            return nonLoopback(devices);
        }
        List<IpAddress> ofDevice = devices.get(address);
        if (ofDevice == null) {
            return oneOfEachFamily(resolveName(network, address));
        }
        if (ofDevice.isEmpty()) {
            throw new IOException("network device '" + address + "' of interface '" + this + "' has no address");
        }
        return ofDevice;
    }

    private List<IpAddress> nonLoopback(Map<String, List<IpAddress>> devices) throws IOException {
        List<IpAddress> addresses = devices.values().stream()
                .flatMap(List::stream)
                .filter(candidate -> !candidate.isLoopback())
                .toList();
        if (addresses.isEmpty()) {
            throw new IOException("interface '" + this + "': this machine has no address other than loopback");
        }
        return addresses;
    }

    private static List<IpAddress> oneOfEachFamily(List<IpAddress> addresses) {
        List<IpAddress> first = new ArrayList<>();
        for (IpAddress address : addresses) {
            if (first.stream().noneMatch(known -> known.family() == address.family())) {
                first.add(address);
            }
        }
        return first;
    }

    private List<IpAddress> resolveName(HostNetwork network, String text) throws IOException {
        Optional<IpAddress> literal = IpAddress.parse(text);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        try {
            return network.lookup(text);
        } catch (IOException e) {
            throw new IOException("'" + text + "' in interface '" + this
                    + "' is neither an IP address, nor a network device, nor a known host name", e);
        }
    }

    /** The form that {@link #parse} reads, without the default name. */
    @Override
    public String toString() {
        String prefix = name.equals(DEFAULT_NAME) ? "" : name + "/";
        return prefix + address + advertised.map(text -> "!" + text).orElse("");
    }
}
