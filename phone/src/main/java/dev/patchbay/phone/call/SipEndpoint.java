package dev.patchbay.phone.call;

import dev.patchbay.net.IpAddress;
import dev.patchbay.phone.route.PhoneRouter;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.UUID;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The SIP stack of one phone at one address, and messages made for it. Closed by {@link Phone}. Any thread. */
final class SipEndpoint implements AutoCloseable {

    private static final int MAX_FORWARDS = 70;
    private static final int PORT_ATTEMPTS = 5;
    private static final List<String> METHODS =
            List.of(Request.INVITE, Request.ACK, Request.BYE, Request.CANCEL, Request.OPTIONS);

    private final SipStack stack;
    private final SipProvider provider;
    private final AddressFactory addresses;
    private final HeaderFactory headers;
    private final MessageFactory messages;
    private final IpAddress ip;
    private final int port;
    private final SipTransport transport;

    private SipEndpoint(SipStack stack, SipProvider provider, SipFactory factory, IpAddress ip, int port, SipTransport transport)
            throws SipException {
        this.stack = stack;
        this.provider = provider;
        this.ip = ip;
        this.port = port;
        this.transport = transport;
        addresses = factory.createAddressFactory();
        headers = factory.createHeaderFactory();
        messages = factory.createMessageFactory();
    }

    /** @param port 0 for any that is free */
    static SipEndpoint open(
            IpAddress ip, int port, SipTransport transport, Optional<HostAndPort> proxy, SipListener listener)
            throws PhoneException {
        PhoneException failure = new PhoneException("no free port at " + ip);
        for (int attempt = 0; attempt < (port == 0 ? PORT_ATTEMPTS : 1); attempt++) {
            try {
                return openAt(ip, port == 0 ? freePort(ip, transport) : port, transport, proxy, listener);
            } catch (PhoneException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static SipEndpoint openAt(
            IpAddress ip, int port, SipTransport transport, Optional<HostAndPort> proxy, SipListener listener)
            throws PhoneException {
        probe(ip, port, transport);
        SipFactory factory = SipFactory.getInstance();
        SipStack opened = null;
        try {
            SipStack stack = factory.createSipStack(properties(transport, proxy));
            opened = stack;
            ListeningPoint point = stack.createListeningPoint(ip.toString(), port, transport.token());
            SipProvider provider = stack.createSipProvider(point);
            provider.addSipListener(listener);
            stack.start();
            return new SipEndpoint(stack, provider, factory, ip, port, transport);
        } catch (SipException | InvalidArgumentException | TooManyListenersException e) {
            if (opened != null) {
                opened.stop();
            }
            throw cannotListen(ip, port, transport, e);
        }
    }

    private static PhoneException cannotListen(IpAddress ip, int port, SipTransport transport, Exception cause) {
        return new PhoneException("cannot listen on " + new InetSocketAddress(ip.toInetAddress(), port).toString().replaceFirst("^/", "")
                + " (" + transport.token() + "): " + cause.getMessage());
    }

    /** Says what is wrong with an address more clearly than the stack does; 0 gives a free port. */
    private static int probe(IpAddress ip, int port, SipTransport transport) throws PhoneException {
        InetAddress address = ip.toInetAddress();
        try {
            switch (transport) {
                case UDP -> {
                    try (DatagramSocket socket = new DatagramSocket(port, address)) {
                        return socket.getLocalPort();
                    }
                }
                case TCP -> {
                    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
                        return socket.getLocalPort();
                    }
                }
            }
        } catch (IOException e) {
            throw cannotListen(ip, port, transport, e);
        }
        throw new AssertionError(transport);
    }

    private static int freePort(IpAddress ip, SipTransport transport) throws PhoneException {
        return probe(ip, 0, transport);
    }

    private static Properties properties(SipTransport transport, Optional<HostAndPort> proxy) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "phone-" + UUID.randomUUID());
        properties.setProperty("javax.sip.ROUTER_PATH", PhoneRouter.class.getName());
        proxy.ifPresent(address -> properties.setProperty("javax.sip.OUTBOUND_PROXY", address + "/" + transport.token()));
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        properties.setProperty("gov.nist.javax.sip.ALWAYS_ADD_RPORT", "true");
        // A connection that cannot be made must not hold up the phone for the default of two minutes.
        properties.setProperty("gov.nist.javax.sip.CONNECTION_TIMEOUT", "5000");
        return properties;
    }

    SipProvider provider() {
        return provider;
    }

    HeaderFactory headers() {
        return headers;
    }

    /** A {@code sip:} URI of this phone's user at a host. */
    SipURI userAt(String user, String host) throws ParseException {
        return addresses.createSipURI(user, host);
    }

    SipURI parseUri(String text) throws ParseException {
        if (addresses.createURI(text) instanceof SipURI uri && !uri.isSecure()) {
            return uri;
        }
        throw new ParseException(text, 0);
    }

    /** Where this phone is reached. */
    SipURI contactUri(String user) throws ParseException {
        SipURI uri = addresses.createSipURI(user, hostText());
        uri.setPort(port);
        if (transport != SipTransport.UDP) {
            uri.setTransportParam(transport.token());
        }
        return uri;
    }

    String hostText() {
        return new HostAndPort(ip.toString(), OptionalInt.empty()).uriHost();
    }

    ContactHeader contact(String user) throws ParseException {
        return headers.createContactHeader(addresses.createAddress(contactUri(user)));
    }

    CallIdHeader newCallId() {
        return provider.getNewCallId();
    }

    /** A request outside a dialog. */
    Request request(String method, SipURI target, SipURI from, String fromTag, SipURI to, CallIdHeader callId, long sequence)
            throws ParseException, InvalidArgumentException {
        Address fromAddress = addresses.createAddress(from);
        ToHeader toHeader = headers.createToHeader(addresses.createAddress(to), null);
        Request request = messages.createRequest(
                target,
                method,
                callId,
                headers.createCSeqHeader(sequence, method),
                headers.createFromHeader(fromAddress, fromTag),
                toHeader,
                List.of(via()),
                headers.createMaxForwardsHeader(MAX_FORWARDS));
        request.setHeader(headers.createUserAgentHeader(List.of("Patchbay phone")));
        return request;
    }

    /** The same request as a new transaction, as after a challenge (RFC 3261, section 22.2). */
    Request again(Request original) throws ParseException, InvalidArgumentException {
        Request request = (Request) original.clone();
        request.setHeader(via());
        CSeqHeader sequence = (CSeqHeader) request.getHeader(CSeqHeader.NAME);
        sequence.setSeqNumber(sequence.getSeqNumber() + 1);
        return request;
    }

    private ViaHeader via() throws ParseException, InvalidArgumentException {
        return headers.createViaHeader(hostText(), port, transport.token(), null);
    }

    Response response(int status, Request request) throws ParseException {
        Response response = messages.createResponse(status, request);
        if (status == Response.METHOD_NOT_ALLOWED || status == Response.OK) {
            for (String method : METHODS) {
                response.addHeader(headers.createAllowHeader(method));
            }
        }
        return response;
    }

    void setSdp(Message message, String sdp) throws ParseException {
        ContentTypeHeader type = headers.createContentTypeHeader("application", "sdp");
        message.setContent(sdp.getBytes(StandardCharsets.ISO_8859_1), type);
    }

    /** The body of a message if it is SDP. */
    static Optional<String> sdp(Message message) {
        ContentTypeHeader type = (ContentTypeHeader) message.getHeader(ContentTypeHeader.NAME);
        byte[] body = message.getRawContent();
        boolean isSdp = type != null
                && body != null
                && type.getContentType().equalsIgnoreCase("application")
                && type.getContentSubType().equalsIgnoreCase("sdp");
        return isSdp ? Optional.of(new String(body, StandardCharsets.ISO_8859_1)) : Optional.empty();
    }

    @Override
    public void close() {
        // The stack closes its sockets, and then sleeps for a second unless it is interrupted, which it takes well.
        boolean wasInterrupted = Thread.interrupted();
        Thread.currentThread().interrupt();
        stack.stop();
        Thread.interrupted();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
