package dev.patchbay.port;

import dev.patchbay.linux.datagram.AddressNotLocalException;
import dev.patchbay.linux.datagram.MediaSockets;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.MediaPort;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns free port numbers into bound sockets, and takes them back. Thread-safe. */
public final class PortAllocator {

    /** How often another run of ports is tried when a socket cannot be bound. */
    static final int MAX_BIND_ATTEMPTS = 64;

    private final MediaSockets sockets;
    private final int configuredTrafficClass;
    private final Map<IpAddress, PortPool> pools;

    /** @param trafficClass TOS of new sockets, 0 = leave as the system has it */
    public PortAllocator(MediaSockets sockets, Interfaces interfaces, int trafficClass) {
        this.sockets = sockets;
        this.configuredTrafficClass = trafficClass;
        Map<IpAddress, PortPool> byAddress = new HashMap<>();
        interfaces.addresses().forEach(a -> byAddress.put(a.bind(), a.pool()));
        pools = byAddress;
    }

    /**
     * Binds {@code count} consecutive ports, the first one even.
     *
     * @throws OutOfPortsException when the range is used up, or sockets cannot be had at all
     */
    public PortSet allocate(LocalInterface local, int count) throws OutOfPortsException {
        String lastFailure = "all ports are in use or resting";
        for (int attempt = 0; attempt < MAX_BIND_ATTEMPTS; attempt++) {
            int first = local.pool().take(count);
            if (first < 0) {
                break;
            }
            try {
                return bindRun(local, first, count);
            } catch (AddressNotLocalException e) {
                lastFailure = String.valueOf(e.getMessage());
                break;
            } catch (BindException e) {
                // Another program has that port: the next run may be free.
                lastFailure = String.valueOf(e.getMessage());
            } catch (IOException e) {
                lastFailure = String.valueOf(e.getMessage());
                break;
            }
        }
        throw new OutOfPortsException("no " + count + " consecutive ports on interface " + local.name() + " address "
                + local.bind() + ": " + lastFailure);
    }

    /** All or nothing: what was bound before a failure is closed, and all numbers go back. */
    private PortSet bindRun(LocalInterface local, int first, int count) throws IOException {
        List<MediaPort> bound = new ArrayList<>(count);
        boolean isTaken = false;
        try {
            for (int i = 0; i < count; i++) {
                bound.add(bind(local, first + i));
            }
            return new PortSet(local, bound);
        } catch (BindException e) {
            isTaken = !(e instanceof AddressNotLocalException);
            throw e;
        } finally {
            if (bound.size() < count) {
                giveUp(local, first, count, bound, isTaken);
            }
        }
    }

    private MediaPort bind(LocalInterface local, int port) throws IOException {
        MediaPort bound = new MediaPort(sockets.bind(new TransportAddress(local.bind(), port)), local.name());
        if (configuredTrafficClass > 0) {
            bound.setTrafficClass(configuredTrafficClass);
        }
        return bound;
    }

    private static void giveUp(LocalInterface local, int first, int count, List<MediaPort> bound, boolean isTaken) {
        bound.forEach(p -> p.socket().close());
        int failed = first + bound.size();
        for (int port = first; port < first + count; port++) {
            if (isTaken && port == failed) {
                local.pool().releaseTakenElsewhere(port);
            } else {
                local.pool().release(port);
            }
        }
    }

    /** Returns the numbers of ports whose sockets the media plane has closed. */
    public void released(List<MediaPort> ports) {
        for (MediaPort port : ports) {
            PortPool pool = pools.get(port.local().ip());
            if (pool != null) {
                pool.release(port.local().port());
            }
        }
    }

    /** Closes and returns ports that never came into a plan. */
    public void abandon(PortSet set) {
        set.ports().forEach(p -> p.socket().close());
        released(set.ports());
    }
}
