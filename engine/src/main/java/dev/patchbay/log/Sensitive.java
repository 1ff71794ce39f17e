package dev.patchbay.log;

/**
 * An argument of a log line that tells about a person: a tag, an address of a peer, a body. It is printed as it is, between the
 * {@link LogMarks} in force. Call-ids in the prefix are marked without this.
 */
public record Sensitive(Object value) {

    /** For short call sites: {@code log.info("Confirmed peer address as {}", sensitive(address))}. */
    public static Sensitive sensitive(Object value) {
        return new Sensitive(value);
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
