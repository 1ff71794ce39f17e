package dev.patchbay.sip.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.node.NodeStatus;
import dev.patchbay.sip.node.RelayNode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/** The events of OpenSIPS' rtpengine module. Whoever opens this closes it, before the pool. */
public final class OpenSipsEvents implements AutoCloseable {

    private final OrderedDelivery delivery = new OrderedDelivery();
    private final Consumer<OpenSipsEvent> listener;
    private final Optional<NotificationReceiver> receiver;

    /**
     * @param notificationSock parameter {@code notification_sock}; empty, as is the module's default: no notifications
     * @param listener called for one event of a call, or of a relay, at a time and in order; on virtual threads
     * @throws IOException if the address cannot be bound
     */
    public static OpenSipsEvents open(
            Optional<InetSocketAddress> notificationSock, RelayPool pool, Consumer<OpenSipsEvent> listener) throws IOException {
        return new OpenSipsEvents(
                notificationSock.isEmpty() ? Optional.empty() : Optional.of(NotificationReceiver.bind(notificationSock.get())), pool, listener);
    }

    private OpenSipsEvents(Optional<DatagramSocket> socket, RelayPool pool, Consumer<OpenSipsEvent> listener) {
        this.listener = listener;
        this.receiver = socket.map(bound -> new NotificationReceiver(bound, this::onNotification, delivery));
        pool.sets().addListener(this::onChange);
    }

    /** Where notifications are received. */
    public Optional<InetSocketAddress> address() {
        return receiver.map(NotificationReceiver::address);
    }

    public EventFigures figures() {
        return receiver.map(NotificationReceiver::figures)
                .orElseGet(() -> new EventFigures(0, 0, delivery.droppedCount(), delivery.failedCount()));
    }

    private void onNotification(RelayNotification notification) {
        NgDict.Builder parameters = NgDict.builder();
        notification.fields().entries().forEach((name, value) -> parameters.put(name, parameter(value)));
        listener.accept(new OpenSipsEvent(OpenSipsEvent.NOTIFICATION, parameters.build()));
    }

    private static NgValue parameter(NgValue value) {
        return switch (value) {
            case NgString _, NgInteger _ -> value;
            case NgList _, NgDict _ -> NgString.ofText(new String(JsonWriter.toBytes(value), UTF_8));
        };
    }

    private void onChange(RelayNode node, NodeStatus before, NodeStatus after) {
        if (before.isEnabled() == after.isEnabled()) {
            return;
        }
        NgDict parameters = NgDict.builder()
                .put("socket", NgString.ofText(node.url().text()))
                .put("status", after.isEnabled() ? "active" : "inactive")
                .put("set", node.setId())
                .build();
        // A key of its own per relay; no call-id has a line break.
        delivery.deliver("\n" + node.index(), () -> listener.accept(new OpenSipsEvent(OpenSipsEvent.STATUS, parameters)));
    }

    @Override
    public void close() {
        receiver.ifPresent(NotificationReceiver::close);
        delivery.close();
    }
}
