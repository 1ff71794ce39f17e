package dev.patchbay.proxy.dialog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A method call of XML-RPC whose parameters are scalars, which is all that relays send.
 *
 * @param parameters as text, whatever their type
 */
record XmlRpcCall(String method, List<String> parameters) {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_PARAMETERS = 16;

    XmlRpcCall {
        parameters = List.copyOf(parameters);
    }

    /** @throws XMLStreamException for anything else */
    static XmlRpcCall parse(byte[] document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        // Entities can name files, or grow without end.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Text instead of bytes: the JDK's parser writes to the standard error output about bytes it cannot read.
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(new String(document, UTF_8)));
        try {
            return read(reader);
        } finally {
            reader.close();
        }
    }

    private static XmlRpcCall read(XMLStreamReader reader) throws XMLStreamException {
        String method = "";
        List<String> parameters = new ArrayList<>();
        List<String> path = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean isTyped = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.add(reader.getLocalName());
                    text.setLength(0);
                    isTyped = false;
                    if (path.size() > MAX_DEPTH || !path.getFirst().equals("methodCall")) {
                        throw new XMLStreamException("no methodCall");
                    }
                }
                case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    String where = String.join("/", path);
                    if (where.equals("methodCall/methodName")) {
                        method = text.toString().strip();
                    } else if (isScalar(where)) {
                        parameters.add(text.toString());
                        isTyped = true;
                    } else if (where.equals("methodCall/params/param/value") && !isTyped) {
                        // A value without type is a string.
                        parameters.add(text.toString());
                    }
                    text.setLength(0);
                    path.removeLast();
                }
                case XMLStreamConstants.DTD -> throw new XMLStreamException("no DTD is taken");
                default -> {}
            }
            if (parameters.size() > MAX_PARAMETERS) {
                throw new XMLStreamException("more than " + MAX_PARAMETERS + " parameters");
            }
        }
        if (method.isEmpty()) {
            throw new XMLStreamException("no methodName");
        }
        return new XmlRpcCall(method, parameters);
    }

    private static boolean isScalar(String where) {
        return where.equals("methodCall/params/param/value/string")
                || where.equals("methodCall/params/param/value/int")
                || where.equals("methodCall/params/param/value/i4");
    }
}
