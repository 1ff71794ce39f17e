package dev.patchbay.offload;

import dev.patchbay.linux.forward.Flow;
import dev.patchbay.linux.netlink.NetDevice;
import dev.patchbay.linux.netlink.NetRoute;
import dev.patchbay.linux.netlink.RouteSocket;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds by which interface the packets of a stream leave. Owner: MediaWorker. */
final class ExitFinder implements AutoCloseable {

    private final RouteSocket routes;
    private final Supplier<ServedDevices> devices;

    ExitFinder(RouteSocket routes, Supplier<ServedDevices> devices) {
        this.routes = routes;
        this.devices = devices;
    }

    /** The way out, or why there is none for the kernel. */
    record Finding(Flow.@Nullable Exit exit, Placement obstacle) {}

    /** Changes when answers may have changed. */
    long generation() {
        return devices.get().generation();
    }

    Finding find(OffloadRequest request) {
        try {
            Optional<NetRoute> out = routes.route(request.newSource().ip(), request.newTarget().ip());
            Optional<NetRoute> back = routes.route(request.local().ip(), request.source().ip());
            if (out.isEmpty() || back.isEmpty()) {
                return new Finding(null, Placement.NO_ROUTE);
            }
            return check(out.get(), back.get());
        } catch (IOException e) { // the kernel could not be asked
            return new Finding(null, Placement.NO_ROUTE);
        }
    }

    private Finding check(NetRoute out, NetRoute back) {
        NetDevice exit = devices.get().get(out.interfaceIndex());
        if (out.isLocal() != back.isLocal()) {
            return new Finding(null, Placement.LOCAL_PEER);
        }
        if (!out.isLocal() && !(out.isUnicast() && back.isUnicast())) {
            return new Finding(null, Placement.NO_ROUTE);
        }
        if (exit == null || devices.get().get(back.interfaceIndex()) == null) {
            return new Finding(null, out.isLocal() ? Placement.LOCAL_PEER : Placement.INTERFACE_NOT_SERVED);
        }
        return new Finding(new Flow.Exit(exit.index(), exit.isLoopback(), exit.mtu()), Placement.KERNEL);
    }

    @Override
    public void close() {
        routes.close();
    }
}
