package dev.patchbay.proxy.example;

import static dev.patchbay.proxy.example.SipEnd.header;
import static dev.patchbay.proxy.example.SipEnd.headers;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A caller and a callee with the proxy between. What each receives is kept. */
final class ExampleCall implements AutoCloseable {

    static final String SDP = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=call
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 0 8
            a=sendrecv
            """;

    static final String FROM_TAG = "a7";
    static final String TO_TAG = "b8";

    private final SipEnd caller;
    private final SipEnd callee;
    private final String callId;
    private final String calleeUser;
    private String firstUri;
    private int cseq;
    private String remoteTarget = "";
    private List<String> routes = List.of();

    /** What the callee got. */
    String invite = "";

    /** What the caller got. */
    String answer = "";

    ExampleCall(ExampleStage stage, String calleeUser) throws IOException {
        this.caller = stage.end();
        this.callee = stage.end();
        this.callId = "call-" + caller.port() + "-" + calleeUser;
        this.calleeUser = calleeUser;
        this.firstUri = callee.uri(calleeUser);
    }

    /** Calls this URI instead of the callee's own. */
    ExampleCall by(String uri) {
        firstUri = uri;
        return this;
    }

    /** The callee registers at the proxy. */
    ExampleCall registered(String domain) throws IOException {
        callee.send("""
                REGISTER sip:%s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%d;rport;branch=z9hG4bK-r%s
                Max-Forwards: 70
                From: <sip:%s@%s>;tag=r
                To: <sip:%s@%s>
                Call-ID: r-%s
                CSeq: 1 REGISTER
                Contact: <%s>
                Content-Length: 0

                """.formatted(domain, callee.port(), callId, calleeUser, domain, calleeUser, domain, callId, callee.uri(calleeUser)));
        callee.receive("SIP/2.0 200");
        return this;
    }

    String callId() {
        return callId;
    }

    SipEnd caller() {
        return caller;
    }

    SipEnd callee() {
        return callee;
    }

    /** INVITE, 180, 200, ACK. */
    ExampleCall establish(String... headers) throws IOException {
        return establishWith(SDP, SDP, "", headers);
    }

    /** Each body may be empty. */
    ExampleCall establishWith(String inviteBody, String answerBody, String ackBody, String... headers) throws IOException {
        ring(inviteBody, headers);
        answer(answerBody);
        ack(ackBody);
        return this;
    }

    /** INVITE and 180, up to where the callee rings. */
    void ring(String body, String... headers) throws IOException {
        send("INVITE", body, headers);
        invite = callee.receive("INVITE ");
        callee.send(response(invite, "180 Ringing", ""));
        caller.receive("SIP/2.0 180");
    }

    void answer(String body) throws IOException {
        callee.send(response(invite, "200 OK", body));
        answer = caller.receive("SIP/2.0 200");
        remoteTarget = header(answer, "Contact").replaceAll("[<>]", "");
        routes = headers(answer, "Record-Route").reversed();
    }

    private void ack(String body) throws IOException {
        caller.send(request("ACK", cseq, body));
        callee.receive("ACK ");
    }

    /** A request of the caller within the dialog, up to the callee, which answers it. */
    String within(String method, String body, String... headers) throws IOException {
        send(method, body, headers);
        String received = callee.receive(method + " ");
        callee.send(response(received, "200 OK", method.equals("INVITE") ? SDP : ""));
        caller.receive("SIP/2.0 200");
        if (method.equals("INVITE")) {
            ack("");
        }
        return received;
    }

    /** A request that the proxy answers itself. */
    String toProxy(String method, String body, String... headers) throws IOException {
        send(method, body, headers);
        return caller.receive("SIP/2.0 ");
    }

    /** The BYE as the callee got it. */
    String hangUp() throws IOException {
        return within("BYE", "");
    }

    private void send(String method, String body, String... headers) throws IOException {
        cseq++;
        caller.send(request(method, cseq, body, headers));
    }

    private String request(String method, int number, String body, String... headers) {
        boolean isFirst = remoteTarget.isEmpty();
        StringBuilder text = new StringBuilder(method)
                .append(' ')
                .append(isFirst ? firstUri : remoteTarget)
                .append(" SIP/2.0\nVia: SIP/2.0/UDP 127.0.0.1:")
                .append(caller.port())
                .append(";rport;branch=z9hG4bK-")
                .append(callId)
                .append(method)
                .append(number)
                .append("\nMax-Forwards: 70\n");
        routes.forEach(route -> text.append("Route: ").append(route).append('\n'));
        text.append("From: <sip:alice@example.org>;tag=" + FROM_TAG + "\nTo: <sip:" + calleeUser + "@example.org>")
                .append(isFirst ? "" : ";tag=" + TO_TAG)
                .append("\nCall-ID: ")
                .append(callId)
                .append("\nCSeq: ")
                .append(number)
                .append(' ')
                .append(method)
                .append("\nContact: <")
                .append(caller.uri("alice"))
                .append(">\n");
        List.of(headers).forEach(line -> text.append(line).append('\n'));
        boolean hasType = List.of(headers).stream().anyMatch(line -> line.startsWith("Content-Type"));
        return text.append(ending(body, !hasType)).toString();
    }

    String response(String request, String status, String body) {
        String copied = List.of("Via", "Record-Route").stream()
                .flatMap(name -> headers(request, name).stream().map(value -> name + ": " + value + "\n"))
                .collect(Collectors.joining());
        String to = header(request, "To");
        return "SIP/2.0 " + status + "\n" + copied + "From: " + header(request, "From") + "\nTo: " + to
                + (to.contains(";tag=") ? "" : ";tag=" + TO_TAG) + "\nCall-ID: " + header(request, "Call-ID") + "\nCSeq: "
                + header(request, "CSeq") + "\nContact: <" + callee.uri(calleeUser) + ">\n" + ending(body, true);
    }

    private static String ending(String body, boolean isSdp) {
        String type = body.isEmpty() || !isSdp ? "" : "Content-Type: application/sdp\n";
        return type + "Content-Length: " + body.replace("\n", "\r\n").length() + "\n\n" + body;
    }

    @Override
    public void close() {
        caller.close();
        callee.close();
    }
}
