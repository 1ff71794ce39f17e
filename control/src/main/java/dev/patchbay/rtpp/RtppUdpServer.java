package dev.patchbay.rtpp;

import dev.patchbay.door.DatagramDoor;
import dev.patchbay.door.DoorCounts;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/** rtpproxy's protocol over UDP ({@code --listen-udp}), with a retransmission cache of its own. */
public final class RtppUdpServer implements AutoCloseable {

    private final DatagramDoor door;

    private RtppUdpServer(DatagramDoor door) {
        this.door = door;
    }

    /**
     * Starts to answer.
     *
     * @param ip empty for every IPv4 and IPv6 address of the host
     * @param port 0 picks a free one
     * @param tos of the replies ({@code --control-tos})
     * @param nanoClock as {@link System#nanoTime}
     */
    public static RtppUdpServer open(
            Optional<IpAddress> ip, int port, int tos, RtppDispatcher dispatcher, LongSupplier nanoClock)
            throws IOException {
        RtppExchange exchange = new RtppExchange(dispatcher, nanoClock);
        return new RtppUdpServer(DatagramDoor.open(
                "rtpp-udp", ip, port, tos, exchange::answer, RelayLog.of(Subsystem.CONTROL)));
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
