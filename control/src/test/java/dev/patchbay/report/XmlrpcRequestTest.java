package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.call.CallState;
import dev.patchbay.relay.XmlrpcFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The documents are those that rtpengine 10.5.3.5 sent for the same calls. */
class XmlrpcRequestTest {

    private static final String IP = "127.0.0.1";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<methodCall>\r\n";
    private static final String TAIL = "</params>\r\n</methodCall>\r\n";

    private final SimRelay relay = new SimRelay();

    @AfterEach
    void close() {
        relay.close();
    }

    private CallState odd() {
        relay.offer("a&b<\"'>@x", "f<&>\"'t", SimRelay.sdp(IP, 5000));
        relay.answer("a&b<\"'>@x", "f<&>\"'t", "t\u00c3\u00a9", SimRelay.sdp(IP, 6000));
        return relay.call("a&b<\"'>@x").state();
    }

    private CallState forked() {
        relay.offer("fork", "ff", SimRelay.sdp(IP, 5000), "via-branch", "b1");
        relay.offer("fork", "ff", SimRelay.sdp(IP, 5000), "via-branch", "b2");
        relay.answer("fork", "ff", "t1", SimRelay.sdp(IP, 6000), "via-branch", "b1");
        relay.answer("fork", "ff", "t2", SimRelay.sdp(IP, 6100), "via-branch", "b2");
        return relay.call("fork").state();
    }

    private static List<String> documents(XmlrpcFormat format, CallState state) {
        return XmlrpcRequest.teardown(format, state).stream().map(XmlrpcRequest::toXml).toList();
    }

    @Test
    void shouldTellSemsOfEachTag() {
        assertThat(documents(XmlrpcFormat.SEMS_DI, odd()))
                .containsExactly(
                        HEAD + "<methodName>di</methodName>\r\n<params>\r\n"
                                + "<param><value><string>sbc</string></value></param>\r\n"
                                + "<param><value><string>postControlCmd</string></value></param>\r\n"
                                + "<param><value><string>f&lt;&amp;&gt;\"'t</string></value></param>\r\n"
                                + "<param><value><string>teardown</string></value></param>\r\n" + TAIL,
                        HEAD + "<methodName>di</methodName>\r\n<params>\r\n"
                                + "<param><value><string>sbc</string></value></param>\r\n"
                                + "<param><value><string>postControlCmd</string></value></param>\r\n"
                                + "<param><value><string>t\u00e9</string></value></param>\r\n"
                                + "<param><value><string>teardown</string></value></param>\r\n" + TAIL);
    }

    @Test
    void shouldNameTheCallAlone() {
        assertThat(documents(XmlrpcFormat.CALL_ID, odd()))
                .containsExactly(HEAD + "<methodName>teardown</methodName>\r\n<params>\r\n"
                        + "<param><value><string>a&amp;b&lt;\"'&gt;@x</string></value></param>\r\n" + TAIL);
    }

    @Test
    void shouldTellKamailioOfTheDialog() {
        assertThat(documents(XmlrpcFormat.KAMAILIO, odd()))
                .containsExactly(HEAD + "<methodName>dlg.terminate_dlg</methodName>\r\n<params>\r\n"
                        + "<param><value><string>a&amp;b&lt;\"'&gt;@x</string></value></param>\r\n"
                        + "<param><value><string>f&lt;&amp;&gt;\"'t</string></value></param>\r\n"
                        + "<param><value><string>t\u00e9</string></value></param>\r\n" + TAIL);
    }

    @Test
    void shouldTellOfEachBranchOnce() {
        CallState state = forked();
        assertThat(XmlrpcRequest.teardown(XmlrpcFormat.SEMS_DI, state))
                .extracting(request -> request.parameters().get(2))
                .containsExactly("ff", "t1", "t2");
        assertThat(XmlrpcRequest.teardown(XmlrpcFormat.KAMAILIO, state))
                .extracting(XmlrpcRequest::parameters)
                .containsExactly(List.of("fork", "ff", "t2"), List.of("fork", "t1", "ff"));
    }

    @Test
    void shouldHaveNothingToTellOfADialogWithoutAnswer() {
        relay.offer("early", "e1", SimRelay.sdp(IP, 5000));
        CallState state = relay.call("early").state();
        assertThat(XmlrpcRequest.teardown(XmlrpcFormat.KAMAILIO, state)).isEmpty();
        assertThat(XmlrpcRequest.teardown(XmlrpcFormat.SEMS_DI, state)).hasSize(1);
    }

    @Test
    void shouldBeXmlWhateverTheParameterIs() throws Exception {
        SplittableRandom random = new SplittableRandom(8);
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        for (int i = 0; i < 3_000; i++) {
            String octets = random.ints(12, 0, 256)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            byte[] xml = new XmlrpcRequest("m", List.of(octets, "\u00ef\u00bf\u00bf\r\u00f0\u009f\u0098\u0080"))
                    .toXml()
                    .getBytes(StandardCharsets.UTF_8);
            var strings = parsers.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getElementsByTagName("string");
            assertThat(strings.getLength()).isEqualTo(2);
            assertThat(strings.item(1).getTextContent()).isEqualTo("\ufffd\r\ud83d\ude00");
        }
    }
}
