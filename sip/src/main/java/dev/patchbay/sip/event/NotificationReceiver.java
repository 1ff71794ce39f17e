package dev.patchbay.sip.event;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonSyntaxException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Receives what relays send to {@code dtmf-log-dest}: one JSON object per datagram. What is not one is counted and otherwise ignored.
 * Whoever opens this closes it.
 */
public final class NotificationReceiver implements AutoCloseable {

    private static final Logger LOG = System.getLogger("sip.event");

    private static final int MAX_DATAGRAM_BYTES = 65_535;
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

    private final DatagramSocket socket;
    private final Consumer<RelayNotification> listener;
    private final OrderedDelivery delivery;
    private final LongAdder received = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    /**
     * @param listener called for one notification of a call at a time, in the order they came; different calls at the same time
     * @throws IOException if the address cannot be bound
     */
    public static NotificationReceiver open(InetSocketAddress address, Consumer<RelayNotification> listener) throws IOException {
        return new NotificationReceiver(bind(address), listener, new OrderedDelivery());
    }

    NotificationReceiver(DatagramSocket socket, Consumer<RelayNotification> listener, OrderedDelivery delivery) {
        this.socket = socket;
        this.listener = listener;
        this.delivery = delivery;
        Thread.ofVirtual().name("relay-notifications").start(this::receiveAll);
    }

    /** With room for a burst: keys of many calls at the same moment. The system may give less. */
    static DatagramSocket bind(InetSocketAddress address) throws IOException {
        DatagramSocket socket = new DatagramSocket(address);
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        return socket;
    }

    /** Where it listens; the port the system chose, if 0 was asked for. */
    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    public EventFigures figures() {
        return new EventFigures(received.sum(), malformed.sum(), delivery.droppedCount(), delivery.failedCount());
    }

    private void receiveAll() {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
        while (!socket.isClosed()) {
            try {
                packet.setLength(MAX_DATAGRAM_BYTES);
                socket.receive(packet);
                received.increment();
                accept(packet);
            } catch (JsonSyntaxException _) {
                malformed.increment();
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.log(Level.WARNING, "receiving notifications at " + socket.getLocalSocketAddress() + ": " + e);
                }
            }
        }
    }

    private void accept(DatagramPacket packet) throws JsonSyntaxException {
        RelayNotification notification = new RelayNotification(
                JsonReader.readDict(packet.getData(), packet.getOffset(), packet.getLength()),
                (InetSocketAddress) packet.getSocketAddress());
        delivery.deliver(notification.callId().orElse(""), () -> listener.accept(notification));
    }

    @Override
    public void close() {
        socket.close();
        delivery.close();
    }
}
