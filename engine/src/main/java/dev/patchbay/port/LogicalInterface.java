package dev.patchbay.port;

import dev.patchbay.net.IpFamily;
import java.util.List;
import java.util.Optional;

/**
 * A named group of local addresses, as an ng {@code direction} names it.
 *
 * @param addresses in configuration order; the first of each family is the one used
 */
public record LogicalInterface(String name, List<LocalInterface> addresses) {

    public LogicalInterface {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("interface " + name + " without an address");
        }
    }

    public Optional<LocalInterface> primary(IpFamily family) {
        for (LocalInterface address : addresses) {
            if (address.family() == family) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    /** The first address of this family, or of any other when there is none. */
    public LocalInterface primaryOrAny(IpFamily family) {
        return primary(family).orElse(addresses.getFirst());
    }
}
