package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class XmlrpcReplyTest {

    private static final String OK = "<?xml version=\"1.0\"?><methodResponse><params><param><value><string>200 OK</string></value>"
            + "</param></params></methodResponse>";

    static String fault(String text) {
        return "<?xml version=\"1.0\"?>\n<methodResponse>\n<fault>\n<value><struct><member><name>faultCode</name>"
                + "<value><int>500</int></value></member>\n<member><name>faultString</name><value><string>" + text
                + "</string></value></member></struct></value>\n</fault>\n</methodResponse>";
    }

    @Test
    void shouldTakeAnyResultForSuccess() {
        assertThat(XmlrpcReply.failure(200, OK)).isEmpty();
    }

    @Test
    void shouldGiveTheReasonOfAFault() {
        assertThat(XmlrpcReply.failure(200, fault("no such method"))).contains("fault: no such method");
        assertThat(XmlrpcReply.failure(200, fault("untyped").replace("<string>", "").replace("</string>", "")))
                .contains("fault: untyped");
        assertThat(XmlrpcReply.failure(200, "<methodResponse><fault/></methodResponse>")).contains("fault: without a reason");
    }

    @Test
    void shouldTakeAMissingDialogForSuccess() {
        assertThat(XmlrpcReply.failure(200, fault("Dialog not found"))).isEmpty();
        assertThat(XmlrpcReply.failure(200, fault("dialog not found in memory"))).isEmpty();
        assertThat(XmlrpcReply.failure(200, fault("Couldnt find callid in dialog"))).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoReply() {
        assertThat(XmlrpcReply.failure(404, OK)).contains("HTTP status 404");
        assertThat(XmlrpcReply.failure(200, "<html>dialog not found</html>")).contains("the reply is not XML-RPC");
        assertThat(XmlrpcReply.failure(200, "")).isPresent();
    }

    @Test
    void shouldSurviveAnyReply() {
        SplittableRandom random = new SplittableRandom(3);
        String sample = fault("x");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder mutant = new StringBuilder(sample);
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                int at = random.nextInt(mutant.length());
                switch (random.nextInt(3)) {
                    case 0 -> mutant.setCharAt(at, (char) random.nextInt(1, 0x3000));
                    case 1 -> mutant.delete(at, Math.min(mutant.length(), at + random.nextInt(1, 30)));
                    default -> mutant.insert(at, sample, 0, random.nextInt(sample.length()));
                }
            }
            assertThat(XmlrpcReply.failure(200, mutant.toString())).isNotNull();
        }
    }
}
