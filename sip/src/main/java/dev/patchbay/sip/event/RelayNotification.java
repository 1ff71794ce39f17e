package dev.patchbay.sip.event;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgString;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One message of a relay. Any field may be absent: relays of different releases send different ones.
 *
 * @param fields in the relay's order
 * @param sender where it came from: anybody who reaches the socket may send, so compare if that matters
 */
public record RelayNotification(NgDict fields, InetSocketAddress sender) {

    /** {@code DTMF} for a key that was pressed. */
    public Optional<String> type() {
        return text("type");
    }

    public Optional<String> callId() {
        return text("callid");
    }

    /** The tag of the party it is about. */
    public Optional<String> sourceTag() {
        return text("source_tag");
    }

    /** Seconds since 1970. */
    public OptionalLong timestamp() {
        return fields.integer("timestamp");
    }

    /** The number of a DTMF event (RFC 4733): 0..9, 10 = *, 11 = #, 12..15 = A..D. */
    public OptionalLong event() {
        return fields.integer("event");
    }

    private Optional<String> text(String key) {
        return fields.get(key).flatMap(value -> value instanceof NgString string ? Optional.of(string.toText()) : Optional.empty());
    }
}
