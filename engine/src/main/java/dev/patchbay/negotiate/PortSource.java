package dev.patchbay.negotiate;

import dev.patchbay.port.LocalInterface;
import dev.patchbay.port.OutOfPortsException;
import dev.patchbay.port.PortSet;

/** Where the engine gets ports: the allocator, or a fake in tests. */
@FunctionalInterface
public interface PortSource {
    PortSet allocate(LocalInterface local, int count) throws OutOfPortsException;
}
