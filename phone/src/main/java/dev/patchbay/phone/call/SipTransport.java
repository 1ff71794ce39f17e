package dev.patchbay.phone.call;

/** What carries SIP messages. */
public enum SipTransport {
    UDP("udp"),
    TCP("tcp");

    private final String token;

    SipTransport(String token) {
        this.token = token;
    }

    /** As in a transport parameter. */
    public String token() {
        return token;
    }
}
