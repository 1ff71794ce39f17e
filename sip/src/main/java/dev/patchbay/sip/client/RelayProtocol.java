package dev.patchbay.sip.client;

/** What the client has to know of a control protocol whose messages are {@code cookie SPACE payload}. */
public interface RelayProtocol {

    /** The payload that asks whether a relay is there. */
    byte[] ping();

    /** Whether this reply to a ping is the right one. */
    boolean isPong(byte[] payload);

    /**
     * How long the first message in these bytes is, to cut messages out of a stream.
     *
     * @return 0 when it is not complete yet
     * @throws UnreadableReplyException when these bytes begin no message
     */
    int messageLength(byte[] bytes, int offset, int length) throws UnreadableReplyException;

    /** Whether a payload is whole: of a reply that is not, the repetition is awaited. */
    boolean isWhole(byte[] payload);

    /** The media type of a request over HTTP. */
    String contentType();

    /** The WebSocket subprotocol. */
    String webSocketProtocol();
}
