package dev.patchbay.proxy.example;

import static dev.patchbay.proxy.example.ExampleCall.FROM_TAG;
import static dev.patchbay.proxy.example.ExampleCall.TO_TAG;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A relay of another process says that a call's media timed out; the document is as relays send it. */
class MediaTimeoutTest {

    private static String terminate(InetSocketAddress endpoint, String callId) throws Exception {
        String document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<methodCall>\r\n<methodName>dlg.terminate_dlg</methodName>\r\n"
                + "<params>\r\n<param><value><string>" + callId + "</string></value></param>\r\n<param><value><string>" + TO_TAG
                + "</string></value></param>\r\n<param><value><string>" + FROM_TAG + "</string></value></param>\r\n</params>\r\n"
                + "</methodCall>\r\n";
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + endpoint.getPort() + "/");
            return client.send(
                            HttpRequest.newBuilder(uri).header("Content-Type", "text/xml").POST(HttpRequest.BodyPublishers.ofString(document)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void bothSidesGetTheByeOfTheOther() throws Exception {
        InetSocketAddress endpoint = ExampleStage.loopback(ExampleStage.freePort());
        try (ExampleStage stage = new ExampleStage(endpoint)) {
            String domain = "127.0.0.1:" + stage.address().getPort();
            ExampleCall call = stage.call("bob").registered(domain).by("sip:bob@" + domain).establish();
            call.within("INFO", "");
            assertThat(terminate(endpoint, "stranger")).contains("Dialog not found");
            assertThat(terminate(endpoint, call.callId())).contains("<params>").doesNotContain("fault");
            String toCaller = call.caller().receive("BYE sip:alice@127.0.0.1:" + call.caller().port());
            assertThat(SipEnd.header(toCaller, "From")).endsWith(";tag=" + TO_TAG);
            assertThat(SipEnd.header(toCaller, "To")).endsWith(";tag=" + FROM_TAG);
            assertThat(SipEnd.headers(toCaller, "Route")).isEmpty();
            String toCallee = call.callee().receive("BYE sip:bob@127.0.0.1:" + call.callee().port());
            assertThat(SipEnd.header(toCallee, "From")).endsWith(";tag=" + FROM_TAG);
            assertThat(SipEnd.header(toCallee, "CSeq")).as("after INVITE and INFO").isEqualTo("3 BYE");
            call.caller().send(call.response(toCaller, "200 OK", ""));
            call.callee().send(call.response(toCallee, "200 OK", ""));
            assertThat(terminate(endpoint, call.callId())).contains("Dialog not found");
        }
    }
}
