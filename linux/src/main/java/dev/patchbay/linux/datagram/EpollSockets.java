package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.Kernel;
import dev.patchbay.linux.abi.Linux;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;

/** Media sockets by system calls, served with epoll, recvmmsg and sendmmsg. */
public final class EpollSockets implements MediaSockets {

    private final Linux linux;
    private final SocketBinder binder;

    /** @throws IOException when native calls cannot be made here; whether all of them work is for {@link MediaTierProbe} */
    public EpollSockets(SocketOptions options) throws IOException {
        this(Kernel.load(), options);
    }

    EpollSockets(Linux linux, SocketOptions options) {
        this.linux = linux;
        this.binder = new SocketBinder(linux, options);
    }

    @Override
    public MediaSocket bind(TransportAddress local) throws IOException {
        return binder.bind(local);
    }

    @Override
    public DatagramIo openIo() throws IOException {
        return EpollDatagramIo.open(linux);
    }

    @Override
    public String tier() {
        return MediaTier.EPOLL.optionName();
    }
}
