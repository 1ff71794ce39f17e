package dev.patchbay.proxy.header;

import java.text.ParseException;
import java.util.List;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.address.AddressFactory;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The stack's parser, for tests: messages are written as text. */
public final class Stack {

    public static final MessageFactory MESSAGES;
    public static final HeaderFactory HEADERS;
    public static final AddressFactory ADDRESSES;

    static {
        SipFactory factory = SipFactory.getInstance();
        factory.setPathName("gov.nist");
        try {
            MESSAGES = factory.createMessageFactory();
            HEADERS = factory.createHeaderFactory();
            ADDRESSES = factory.createAddressFactory();
        } catch (PeerUnavailableException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Stack() {}

    /** @param text lines end as the source has it; what has no body gets no Content-Length */
    public static Request request(String text) {
        try {
            return MESSAGES.createRequest(wire(text));
        } catch (ParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static Response response(String text) {
        try {
            return MESSAGES.createResponse(wire(text));
        } catch (ParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static String wire(String text) {
        return text.strip().replace("\n", "\r\n") + "\r\n\r\n";
    }

    /** Header lines without their names, in order. */
    public static List<String> values(Message message, String name) {
        return Headers.all(message, name, Header.class).stream()
                .map(header -> header.toString().strip())
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
    }
}
