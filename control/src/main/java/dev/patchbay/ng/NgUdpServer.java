package dev.patchbay.ng;

import dev.patchbay.door.DatagramDoor;
import dev.patchbay.door.DoorCounts;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.util.Optional;

/** The ng protocol over UDP ({@code --listen-ng}): one message per datagram, the reply from the same socket. */
public final class NgUdpServer implements AutoCloseable {

    private final DatagramDoor door;

    private NgUdpServer(DatagramDoor door) {
        this.door = door;
    }

    /**
     * Starts to answer.
     *
     * @param ip empty for every IPv4 and IPv6 address of the host
     * @param port 0 picks a free one
     * @param tos of the replies ({@code --control-tos})
     */
    public static NgUdpServer open(Optional<IpAddress> ip, int port, int tos, NgExchange exchange) throws IOException {
        return new NgUdpServer(DatagramDoor.open(
                "ng-udp",
                ip,
                port,
                tos,
                (datagram, peer) -> exchange.answer(datagram, peer, DatagramDoor.MAX_REPLY_BYTES),
                RelayLog.of(Subsystem.CONTROL)));
    }

    public TransportAddress localAddress() throws IOException {
        return door.localAddress();
    }

    public DoorCounts counts() {
        return door.counts();
    }

    /** Changes the type of service of the replies to come. */
    public void setTos(int tos) throws IOException {
        door.setTos(tos);
    }

    @Override
    public void close() {
        door.close();
    }
}
