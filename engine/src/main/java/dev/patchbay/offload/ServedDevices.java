package dev.patchbay.offload;

import dev.patchbay.linux.netlink.NetDevice;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Interfaces that programs are attached to.
 *
 * @param byIndex those interfaces
 * @param generation grows with every change of interfaces, addresses and routes
 */
record ServedDevices(Map<Integer, NetDevice> byIndex, long generation) {

    static final ServedDevices NONE = new ServedDevices(Map.of(), 0);

    ServedDevices {
        byIndex = Map.copyOf(byIndex);
    }

    static ServedDevices of(List<NetDevice> devices, long generation) {
        return new ServedDevices(
                devices.stream().collect(Collectors.toMap(NetDevice::index, Function.identity())), generation);
    }

    @Nullable NetDevice get(int index) {
        return byIndex.get(index);
    }
}
