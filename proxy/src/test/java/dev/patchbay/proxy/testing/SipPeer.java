package dev.patchbay.proxy.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.text.ParseException;
import java.util.function.Predicate;

/** A phone on UDP that does what the test says, message by message. */
public final class SipPeer implements AutoCloseable {

    private static final int TIMEOUT_MS = 40_000;

    private final DatagramSocket socket;
    private final InetSocketAddress proxy;
    private String lastText = "";

    /** On the proxy's own address. */
    public SipPeer(InetSocketAddress proxy) throws IOException {
        this(proxy, new DatagramSocket(new InetSocketAddress(proxy.getAddress(), 0)));
    }

    /** Takes over a socket, which may be one of another network namespace. */
    public SipPeer(InetSocketAddress proxy, DatagramSocket socket) throws IOException {
        this.proxy = proxy;
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MS);
    }

    /** As in a URI. */
    public String address() {
        InetAddress ip = socket.getLocalAddress();
        String host = ip.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + socket.getLocalPort();
    }

    /** A URI of this phone. */
    public String contact(String user) {
        return "sip:" + user + "@" + address();
    }

    /** @param text plain line ends, {@code ME} for the address of this phone */
    public void send(String text) throws IOException {
        sendBytes(SipText.crlf(text.replace("ME", address())).getBytes(ISO_8859_1));
    }

    public void send(SIPMessage message) throws IOException {
        sendBytes(message.encodeAsBytes("UDP"));
    }

    public void sendBytes(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, proxy));
    }

    /** An INVITE without dialog; its branch is made of the Call-ID. */
    public void invite(String uri, String callId) throws IOException {
        invite(uri, callId, "");
    }

    /** @param sdp with plain line ends */
    public void invite(String uri, String callId, String sdp) throws IOException {
        send("""
                INVITE %s SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bK%s
                From: <sip:alice@example.com>;tag=a
                To: <%s>
                Call-ID: %s
                CSeq: 1 INVITE
                Contact: <sip:alice@ME>
                Max-Forwards: 70
                %sContent-Length: %d

                %s""".formatted(
                        uri,
                        callId,
                        uri,
                        callId,
                        sdp.isEmpty() ? "" : "Content-Type: application/sdp\n",
                        SipText.crlf(sdp).length(),
                        sdp));
    }

    public void cancel(String uri, String callId) throws IOException {
        send("""
                CANCEL %s SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bK%s
                From: <sip:alice@example.com>;tag=a
                To: <%s>
                Call-ID: %s
                CSeq: 1 CANCEL
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(uri, callId, uri, callId));
    }

    /** The request within a dialog that a 2xx has made, by the route that it names. */
    public void within(SIPResponse answer, String method, int cseq) throws IOException {
        StringBuilder routes = new StringBuilder();
        var recorded = answer.getRecordRouteHeaders();
        if (recorded != null) {
            for (var route : recorded.reversed()) {
                routes.append("Route: ").append(route.getAddress()).append("\n");
            }
        }
        send("""
                %s %s SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bK%s%s%s%d
                %sFrom: <sip:alice@example.com>;tag=a
                To: %s
                Call-ID: %s
                CSeq: %d %s
                Contact: <sip:alice@ME>
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(
                        method,
                        answer.getContactHeader().getAddress().getURI(),
                        method,
                        answer.getCallId().getCallId(),
                        answer.getToTag(),
                        cseq,
                        routes,
                        answer.getTo().toString().substring(4).strip(),
                        answer.getCallId().getCallId(),
                        cseq,
                        method));
    }

    /** The BYE of the side that was called, by the route of the INVITE that it has answered. */
    public void hangUp(SIPRequest invite, String ownTag) throws IOException {
        StringBuilder routes = new StringBuilder();
        for (var route : invite.getRecordRouteHeaders()) {
            routes.append("Route: ").append(route.getAddress()).append("\n");
        }
        send("""
                BYE %s SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bKbye%s%s
                %sFrom: <%s>;tag=%s
                To: <%s>;tag=%s
                Call-ID: %s
                CSeq: 1 BYE
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(
                        invite.getContactHeader().getAddress().getURI(),
                        invite.getCallId().getCallId(),
                        ownTag,
                        routes,
                        invite.getTo().getAddress().getURI(),
                        ownTag,
                        invite.getFrom().getAddress().getURI(),
                        invite.getFromTag(),
                        invite.getCallId().getCallId()));
    }

    /** Answers a request, with this phone's Contact. */
    public SIPResponse reply(SIPRequest request, int status, String toTag) throws IOException {
        return reply(request, status, toTag, "");
    }

    /** @param sdp with plain line ends */
    public SIPResponse reply(SIPRequest request, int status, String toTag, String sdp) throws IOException {
        SIPResponse response = request.createResponse(status);
        if (!request.hasToTag() && status > 100) {
            response.setToTag(toTag);
        }
        try {
            response.addHeader(new HeaderFactoryImpl().createHeader("Contact", "<" + contact("phone") + ">"));
            if (!sdp.isEmpty()) {
                response.setContent(SipText.crlf(sdp), new ContentType("application", "sdp"));
            }
            if (request.getRecordRouteHeaders() != null && response.getRecordRouteHeaders() == null) {
                response.setHeader((gov.nist.javax.sip.header.SIPHeader) request.getRecordRouteHeaders().clone());
            }
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
        send(response);
        return response;
    }

    /** The next message that is wanted; others, repetitions mostly, are passed over. */
    private SIPMessage await(String what, Predicate<SIPMessage> wanted) throws IOException {
        StringBuilder others = new StringBuilder();
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("no " + what + " has come, but:" + others, e);
            }
            byte[] bytes = new byte[packet.getLength()];
            System.arraycopy(packet.getData(), 0, bytes, 0, bytes.length);
            lastText = new String(bytes, ISO_8859_1);
            try {
                SIPMessage message = new StringMsgParser().parseSIPMessage(bytes, true, false, null);
                if (message != null && wanted.test(message)) {
                    return message;
                }
                others.append('\n').append(message == null ? "nothing" : message.getFirstLine().strip());
            } catch (ParseException e) {
                throw new AssertionError("unreadable: " + lastText, e);
            }
        }
    }

    public SIPRequest awaitRequest(String method) throws IOException {
        return (SIPRequest) await(method, message -> message instanceof SIPRequest request && request.getMethod().equals(method));
    }

    public SIPResponse awaitResponse(int status) throws IOException {
        return (SIPResponse) await(status + "", message -> message instanceof SIPResponse response && response.getStatusCode() == status);
    }

    /** To this request only. */
    public SIPResponse awaitResponse(int status, String method) throws IOException {
        return (SIPResponse) await(status + " to " + method, message -> message instanceof SIPResponse response
                && response.getStatusCode() == status
                && response.getCSeq().getMethod().equals(method));
    }

    /** The last message that came, as it was sent. */
    public String lastText() {
        return lastText;
    }

    /** Whether nothing comes for so long; otherwise it is the last text. */
    public boolean isQuietFor(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        try {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            lastText = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(TIMEOUT_MS);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
