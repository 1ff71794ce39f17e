package dev.patchbay.dtls;

/** Recognises a datagram that may begin a handshake, before anything is spent on it. */
final class ClientHelloRecord {

    private static final int RECORD_HEADER_LENGTH = 13;
    private static final int HANDSHAKE_HEADER_LENGTH = 12;
    private static final byte CONTENT_TYPE_HANDSHAKE = 22;
    private static final byte VERSION_MAJOR = (byte) 0xfe;
    private static final byte MESSAGE_CLIENT_HELLO = 1;

    private ClientHelloRecord() {}

    /** A record of epoch 0 with a ClientHello or a part of one (RFC 6347, sections 4.1 and 4.2.2). */
    static boolean isBegunBy(byte[] datagram) {
        return datagram.length >= RECORD_HEADER_LENGTH + HANDSHAKE_HEADER_LENGTH
                && datagram[0] == CONTENT_TYPE_HANDSHAKE
                && datagram[1] == VERSION_MAJOR
                && datagram[3] == 0
                && datagram[4] == 0
                && datagram[RECORD_HEADER_LENGTH] == MESSAGE_CLIENT_HELLO;
    }
}
