package dev.patchbay.sip.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import dev.patchbay.sip.route.Variables;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The DTMF events of Kamailio's rtpengine module: a socket, an event route, and parameters that say which variable gets which part of an
 * event. Notifications of other types are left alone. Whoever opens this closes it.
 */
public final class KamailioDtmfEvents implements AutoCloseable {

    /** The parameter that has the address. */
    public static final String SOCKET = "dtmf_events_sock";

    /** Parameter to field of the notification. */
    private static final Map<String, String> FIELDS = Map.of(
            "dtmf_event_callid", "callid",
            "dtmf_event_source_tag", "source_tag",
            "dtmf_event_source_label", "source_label",
            "dtmf_event_tags", "tags",
            "dtmf_event_type", "type",
            "dtmf_event_timestamp", "timestamp",
            "dtmf_event_source_ip", "source_ip",
            "dtmf_event", "event",
            "dtmf_event_duration", "duration",
            "dtmf_event_volume", "volume");

    private final Map<String, String> variableByField;
    private final Supplier<Variables> variables;
    private final DtmfEventRoute route;
    private final NotificationReceiver receiver;

    /**
     * @param modparams {@code dtmf_events_sock}, and the names of variables: {@code dtmf_event_callid}, {@code dtmf_event_source_tag},
     *     {@code dtmf_event_timestamp}, {@code dtmf_event} and, as in newer releases, {@code dtmf_event_source_label}, {@code dtmf_event_tags},
     *     {@code dtmf_event_type}, {@code dtmf_event_source_ip}, {@code dtmf_event_duration}, {@code dtmf_event_volume}
     * @param variables makes those of one event
     * @throws IllegalArgumentException for an unknown name, or an address that is none
     * @throws IOException if the address cannot be bound
     */
    public static KamailioDtmfEvents open(Map<String, String> modparams, Supplier<Variables> variables, DtmfEventRoute route)
            throws IOException {
        Map<String, String> variableByField = new TreeMap<>();
        for (var parameter : modparams.entrySet()) {
            String field = FIELDS.get(parameter.getKey());
            if (field != null) {
                variableByField.put(field, parameter.getValue());
            } else if (!parameter.getKey().equals(SOCKET)) {
                throw new IllegalArgumentException("unknown parameter '" + parameter.getKey() + "'; there are " + SOCKET + " and "
                        + new TreeSet<>(FIELDS.keySet()));
            }
        }
        InetSocketAddress address = ListenAddress.parse(SOCKET, modparams.getOrDefault(SOCKET, ""));
        return new KamailioDtmfEvents(address, variableByField, variables, route);
    }

    private KamailioDtmfEvents(
            InetSocketAddress address, Map<String, String> variableByField, Supplier<Variables> variables, DtmfEventRoute route)
            throws IOException {
        this.variableByField = Map.copyOf(variableByField);
        this.variables = variables;
        this.route = route;
        this.receiver = NotificationReceiver.open(address, this::onNotification);
    }

    public InetSocketAddress address() {
        return receiver.address();
    }

    public EventFigures figures() {
        return receiver.figures();
    }

    private void onNotification(RelayNotification notification) {
        if (notification.type().filter("DTMF"::equals).isEmpty()) {
            return;
        }
        Variables event = variables.get();
        SequencedMap<String, NgValue> fields = notification.fields().entries();
        variableByField.forEach((field, variable) -> {
            NgValue value = fields.get(field);
            if (value != null) {
                event.set(variable, text(value));
            }
        });
        route.onDtmf(event, notification);
    }

    private static String text(NgValue value) {
        return switch (value) {
            case NgString string -> string.toText();
            case NgInteger number -> Long.toString(number.value());
            case NgList _, NgDict _ -> new String(JsonWriter.toBytes(value), UTF_8);
        };
    }

    @Override
    public void close() {
        receiver.close();
    }
}
