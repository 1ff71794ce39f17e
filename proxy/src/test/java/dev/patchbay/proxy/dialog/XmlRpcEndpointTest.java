package dev.patchbay.proxy.dialog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.proxy.header.Stack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlRpcEndpointTest {

    private final DialogTable table = new DialogTable(DialogLimits.byDefault(), _ -> false);
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable XmlRpcEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        DialogTermination termination = new DialogTermination(
                table,
                bye -> sent.add(bye.dialog().callId() + " to " + bye.to()),
                Stack.MESSAGES,
                Stack.HEADERS,
                Stack.ADDRESSES);
        endpoint = XmlRpcEndpoint.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), termination);
    }

    @AfterEach
    void close() {
        java.util.Objects.requireNonNull(endpoint).close();
        client.close();
    }

    private void establish(String callId) {
        String common = """
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
                From: <sip:alice@example.org>;tag=a
                Call-ID: %s
                CSeq: 1 INVITE
                Contact: <sip:x@192.0.2.1>
                """.formatted(callId);
        table.onRequest(
                Stack.request("INVITE sip:bob@example.org SIP/2.0\n" + common + "To: <sip:bob@example.org>\n"),
                Optional.empty(),
                Instant.EPOCH);
        table.onResponse(
                Stack.response("SIP/2.0 200 OK\n" + common + "To: <sip:bob@example.org>;tag=b\n"), Optional.empty(), Instant.EPOCH);
    }

    /** As rtpengine and our relay send it. */
    private static String call(String method, String... parameters) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<methodCall>\r\n<methodName>" + method + "</methodName>\r\n<params>\r\n"
                + Arrays.stream(parameters)
                        .map(p -> "<param><value><string>" + p.replace("<", "&lt;") + "</string></value></param>\r\n")
                        .collect(Collectors.joining())
                + "</params>\r\n</methodCall>\r\n";
    }

    private String post(String body) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + java.util.Objects.requireNonNull(endpoint).address().getPort() + "/RPC2");
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri).header("Content-Type", "text/xml").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    @Test
    void endsTheDialogWhoseMediaTimedOut() throws Exception {
        establish("c<1>");
        establish("c2");
        assertThat(post(call("dlg.terminate_dlg", "c<1>", "b", "a"))).contains("<params>").doesNotContain("fault");
        assertThat(sent).containsExactly("c<1> to CALLER", "c<1> to CALLEE");
        assertThat(post(call("dlg.terminate_dlg", "c<1>", "b", "a"))).contains("Dialog not found");
        assertThat(post(call("dlg.terminate_dlg", "c2", "b", "x"))).contains("Dialog not found");
        assertThat(post(call("teardown", "c2"))).doesNotContain("fault");
        assertThat(sent).hasSize(4);
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThat(post(call("dlg.terminate_dlg", "c<1>"))).contains("<int>400</int>");
        assertThat(post(call("teardown"))).contains("<int>400</int>");
        assertThat(post(call("system.listMethods"))).contains("Unknown method");
        assertThat(post("hello")).contains("Not a method call of XML-RPC");
    }

    @Test
    void webPagesAreKeptOut() throws Exception {
        establish("c1");
        URI uri = URI.create("http://127.0.0.1:" + java.util.Objects.requireNonNull(endpoint).address().getPort() + "/");
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(call("teardown", "c1"));
        HttpRequest page = HttpRequest.newBuilder(uri)
                .header("Content-Type", "text/xml")
                .header("Origin", "https://example.com")
                .POST(body)
                .build();
        HttpRequest form = HttpRequest.newBuilder(uri).header("Content-Type", "text/plain").POST(body).build();
        assertThat(client.send(page, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        assertThat(client.send(form, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(415);
        assertThat(sent).isEmpty();
    }

    @Test
    void readsTheFormsThatClientsHave() throws Exception {
        String untyped = "<methodCall><methodName> teardown </methodName><params><param><value>c 1</value></param>"
                + "<param><value><i4>7</i4></value></param><param>\n<value>\n<string>x</string>\n</value>\n</param>"
                + "<param><value><![CDATA[<y>]]></value></param></params></methodCall>";
        assertThat(XmlRpcCall.parse(untyped.getBytes(UTF_8)))
                .isEqualTo(new XmlRpcCall("teardown", List.of("c 1", "7", "x", "<y>")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<methodCall/>",
                "<methodResponse><methodName>x</methodName></methodResponse>",
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><methodCall><methodName>&a;</methodName></methodCall>",
                "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><methodCall><methodName>x</methodName></methodCall>",
                "<methodCall><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>",
                "<methodCall><methodName>x",
            })
    void refusesWhatIsNoCall(String document) {
        assertThatThrownBy(() -> XmlRpcCall.parse(document.getBytes(UTF_8))).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void refusesLongLists() {
        String[] many = new String[17];
        Arrays.fill(many, "x");
        assertThatThrownBy(() -> XmlRpcCall.parse(call("x", many).getBytes(UTF_8))).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void brokenDocumentsAreCallsOrRefused() {
        Random random = new Random(11);
        byte[] whole = call("dlg.terminate_dlg", "c", "a", "b").getBytes(UTF_8);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] broken = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(XmlRpcCall.parse(broken).parameters()).hasSizeLessThanOrEqualTo(4);
            } catch (XMLStreamException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(500);
    }
}
