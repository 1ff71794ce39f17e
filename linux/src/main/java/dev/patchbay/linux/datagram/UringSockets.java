package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.Linux;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;

/** Media sockets by system calls, served with io_uring. */
final class UringSockets implements MediaSockets {

    /** Sockets that one worker can serve, if the process may open so many: all ports of an address. */
    private static final int MAX_SOCKETS = 65_536;

    private final Linux linux;
    private final SocketBinder binder;
    private final int capacity;

    /** @param openFileLimit of the process; the kernel refuses a larger table of files */
    UringSockets(Linux linux, SocketOptions options, long openFileLimit) {
        this.linux = linux;
        this.binder = new SocketBinder(linux, options);
        this.capacity = Math.clamp(openFileLimit, 1, MAX_SOCKETS);
    }

    @Override
    public MediaSocket bind(TransportAddress local) throws IOException {
        return binder.bind(local);
    }

    @Override
    public DatagramIo openIo() throws IOException {
        return UringDatagramIo.open(linux, capacity);
    }

    @Override
    public String tier() {
        return MediaTier.IO_URING.optionName();
    }
}
