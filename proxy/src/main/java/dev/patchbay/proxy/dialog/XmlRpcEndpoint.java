package dev.patchbay.proxy.dialog;

import dev.patchbay.sip.management.JsonRpcAccess;
import dev.patchbay.sip.management.PostServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/**
 * Where a relay of another process says that the media of a call timed out (rtpengine's {@code b2b-url}): {@code dlg.terminate_dlg} with
 * call-id and both tags, as Kamailio has it ({@code xmlrpc-format=2}), or {@code teardown} with the call-id alone
 * ({@code xmlrpc-format=1}). Any path. There are no passwords: listen where only relays get to. Whoever opens this closes it.
 */
public final class XmlRpcEndpoint implements AutoCloseable {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<methodResponse>\r\n";
    private static final String TAIL = "</methodResponse>\r\n";

    /** No web pages. Relays may call by any name of this host. */
    private static final JsonRpcAccess ACCESS = new JsonRpcAccess(Set.of(), Set.of("*"));

    private static final List<String> XML_TYPES = List.of("text/xml", "application/xml");

    /** As libraries for XML-RPC have it. */
    private static final int PARSE_ERROR = -503;

    private final PostServer http;
    private final DialogTermination dialogs;

    private XmlRpcEndpoint(InetSocketAddress address, DialogTermination dialogs) throws IOException {
        this.dialogs = dialogs;
        this.http = PostServer.open(address, "/", ACCESS, XML_TYPES, this::answer);
    }

    /** @throws IOException if the address cannot be bound */
    public static XmlRpcEndpoint open(InetSocketAddress address, DialogTermination dialogs) throws IOException {
        return new XmlRpcEndpoint(address, dialogs);
    }

    /** Where it listens; the port the system chose, if 0 was asked for. */
    public InetSocketAddress address() {
        return http.address();
    }

    private PostServer.Reply answer(byte[] body) {
        String document;
        try {
            document = HEAD + answer(XmlRpcCall.parse(body)) + TAIL;
        } catch (XMLStreamException e) {
            document = HEAD + fault(PARSE_ERROR, "Not a method call of XML-RPC") + TAIL;
        }
        return new PostServer.Reply(200, "text/xml", document);
    }

    private String answer(XmlRpcCall call) {
        List<String> parameters = call.parameters();
        return switch (call.method()) {
            case "dlg.terminate_dlg" -> parameters.size() == 3
                    ? outcome(dialogs.terminate(parameters.get(0), parameters.get(1), parameters.get(2)))
                    : fault(400, "Call-ID, From tag and To tag are needed");
            case "teardown" -> parameters.size() == 1
                    ? outcome(dialogs.terminate(parameters.getFirst()))
                    : fault(400, "A Call-ID is needed");
            default -> fault(500, "Unknown method: there are dlg.terminate_dlg and teardown");
        };
    }

    /** Relays take the fault for success: the call is over, as they want it. */
    private static String outcome(boolean isTerminated) {
        return isTerminated
                ? "<params><param><value><string>OK</string></value></param></params>\r\n"
                : fault(404, "Dialog not found");
    }

    private static String fault(int code, String text) {
        return "<fault><value><struct><member><name>faultCode</name><value><int>" + code
                + "</int></value></member><member><name>faultString</name><value><string>" + text
                + "</string></value></member></struct></value></fault>\r\n";
    }

    /** Calls under way are cut off. */
    @Override
    public void close() {
        http.close();
    }
}
