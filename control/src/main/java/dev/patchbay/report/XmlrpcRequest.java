package dev.patchbay.report;

import dev.patchbay.call.CallState;
import dev.patchbay.call.Participant;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.relay.XmlrpcFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An XML-RPC call whose parameters are all strings.
 *
 * @param parameters octet strings
 */
record XmlrpcRequest(String method, List<String> parameters) {

    XmlrpcRequest {
        parameters = List.copyOf(parameters);
    }

    /** What a SIP server is told of a call that timed out; empty when nobody in it has a tag. */
    static List<XmlrpcRequest> teardown(XmlrpcFormat format, CallState state) {
        return switch (format) {
            case SEMS_DI -> state.participants().stream()
                    .filter(XmlrpcRequest::hasTag)
                    .map(p -> new XmlrpcRequest("di", List.of("sbc", "postControlCmd", tag(p), "teardown")))
                    .toList();
            case CALL_ID -> List.of(new XmlrpcRequest("teardown", List.of(state.callId())));
            case KAMAILIO -> dialogs(state);
        };
    }

    /** Each pair of parties that hear each other, once. The server matches the two tags in either order. */
    private static List<XmlrpcRequest> dialogs(CallState state) {
        List<XmlrpcRequest> requests = new ArrayList<>();
        Set<Set<Integer>> pairs = new HashSet<>();
        for (Participant party : state.participants()) {
            for (Participant listener : state.listenersOf(party)) {
                if (hasTag(party) && hasTag(listener) && pairs.add(Set.of(party.id(), listener.id()))) {
                    requests.add(new XmlrpcRequest(
                            "dlg.terminate_dlg", List.of(state.callId(), tag(party), tag(listener))));
                }
            }
        }
        return requests;
    }

    private static boolean hasTag(Participant party) {
        return !tag(party).isEmpty();
    }

    private static String tag(Participant party) {
        String tag = party.tag();
        return tag == null ? "" : tag;
    }

    /** The document, to be sent as UTF-8. */
    String toXml() {
        StringBuilder xml = new StringBuilder(512)
                .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<methodCall>\r\n<methodName>")
                .append(method)
                .append("</methodName>\r\n<params>\r\n");
        for (String parameter : parameters) {
            xml.append("<param><value><string>");
            escape(new NgString(parameter).toText(), xml);
            xml.append("</string></value></param>\r\n");
        }
        return xml.append("</params>\r\n</methodCall>\r\n").toString();
    }

    private static void escape(String text, StringBuilder xml) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                // A bare carriage return would be read as a line feed (XML 1.0, section 2.11).
                case '\r' -> xml.append("&#xd;");
                default -> xml.append(isXmlCharacter(c) ? c : '\uFFFD');
            }
        }
    }

    /** XML 1.0, section 2.2; surrogates come in pairs out of UTF-8. */
    private static boolean isXmlCharacter(char c) {
        return c >= ' ' ? c < '\uFFFE' : c == '\t' || c == '\n';
    }
}
