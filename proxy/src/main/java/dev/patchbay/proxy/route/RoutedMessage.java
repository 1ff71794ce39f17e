package dev.patchbay.proxy.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.forward.ProxyTransaction;
import dev.patchbay.sip.jain.JainSipMessage;
import dev.patchbay.sip.message.SdpPart;
import dev.patchbay.sip.message.SipMessage;
import dev.patchbay.sip.route.Variables;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.message.Message;

/** A message in a route, with what all kinds of routes can read and change. Use it in the route it was given to, not later. */
public abstract class RoutedMessage {

    private static final HeaderFactory HEADERS = new HeaderFactoryImpl();

    private final RouteEnvironment environment;
    private final ProxyTransaction transaction;
    private final SIPMessage message;

    RoutedMessage(RouteEnvironment environment, ProxyTransaction transaction, SIPMessage message) {
        this.environment = environment;
        this.transaction = transaction;
        this.message = message;
    }

    final RouteEnvironment environment() {
        return environment;
    }

    /** @throws IllegalStateException when this route has been given up for taking too long */
    final ProxyTransaction transaction() {
        if (!transaction.isMyTurn()) {
            throw new IllegalStateException("this message is no longer in this route");
        }
        return transaction;
    }

    /** The message for the functions of the rtpengine modules. */
    final SipMessage sipMessage(TransportAddress source) {
        return new JainSipMessage(message, source.ip().toInetAddress());
    }

    /** Of a request its method, of a reply that of its request. */
    public final String method() {
        return message.getCSeq().getMethod();
    }

    public final boolean isMethod(String name) {
        return method().equals(name);
    }

    public final String callId() {
        return message.getCallId().getCallId();
    }

    /** The URI in From. */
    public final String fromUri() {
        return message.getFrom().getAddress().getURI().toString();
    }

    /** The URI in To. */
    public final String toUri() {
        return message.getTo().getAddress().getURI().toString();
    }

    public final Optional<String> fromTag() {
        return Optional.ofNullable(message.getFromTag());
    }

    /** Empty in a request that begins a dialog. */
    public final Optional<String> toTag() {
        return Optional.ofNullable(message.getToTag());
    }

    /** Where the message came from, whatever it says; of a request on its way out, where the request came from. */
    public TransportAddress source() {
        return transaction.arrival().source();
    }

    /** By what transport the request of this transaction came in. */
    public final SipTransport transport() {
        return transaction.arrival().transport();
    }

    /** The first header of this name: what follows the colon. */
    public final Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** All headers of this name, in order. */
    public final List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        Iterator<? extends Header> found = message.getHeaders(name);
        while (found != null && found.hasNext()) {
            String text = found.next().toString().strip();
            values.add(text.substring(text.indexOf(':') + 1).strip());
        }
        return values;
    }

    /**
     * In the place of all headers of this name.
     *
     * @throws IllegalArgumentException if the value does not fit the header
     */
    public final void setHeader(String name, String value) {
        message.removeHeader(name);
        message.addHeader(parsed(name, value));
    }

    /** Behind those of this name that are there. */
    public final void addHeader(String name, String value) {
        message.addHeader(parsed(name, value));
    }

    public final void removeHeader(String name) {
        message.removeHeader(name);
    }

    private static Header parsed(String name, String value) {
        try {
            return HEADERS.createHeader(name, value);
        } catch (ParseException e) {
            throw new IllegalArgumentException("header " + name + " cannot be '" + value + "': " + e.getMessage(), e);
        }
    }

    /** Empty array without one. */
    public final byte[] body() {
        byte[] content = message.getRawContent();
        return content == null ? new byte[0] : content.clone();
    }

    public final String bodyText() {
        return new String(body(), UTF_8);
    }

    /** Whether there is SDP in the body, by itself or as a part ({@code has_body("application/sdp")}). */
    public final boolean hasSdp() {
        return SdpPart.find(header("Content-Type"), body()).isPresent();
    }

    /** The variables of the transaction ({@code $avp}): the same in all its routes. */
    public final Variables variables() {
        return transaction.variables();
    }

    /** The message itself, for what is not here. */
    public final Message sip() {
        return message;
    }
}
