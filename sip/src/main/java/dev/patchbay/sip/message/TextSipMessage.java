package dev.patchbay.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A SIP message that is just bytes (RFC 3261, section 7): for programs without a SIP stack, and for tests. Headers are kept as they came;
 * only Content-Length follows the body.
 */
public final class TextSipMessage implements SipMessage {

    private static final int MAX_HEADERS = 1000;

    private final String startLine;
    private final List<Header> headers;
    private final IpAddress source;
    private byte[] body;

    /** @param value unfolded */
    private record Header(String name, String value) {}

    private TextSipMessage(String startLine, List<Header> headers, byte[] body, IpAddress source) {
        this.startLine = startLine;
        this.headers = headers;
        this.body = body;
        this.source = source;
    }

    /** @param source where the bytes came from */
    public static TextSipMessage parse(byte[] message, IpAddress source) throws SipSyntaxException {
        String text = new String(message, ISO_8859_1);
        int at = text.indexOf('\n') + 1;
        if (at == 0) {
            throw new SipSyntaxException("no complete start line");
        }
        String startLine = text.substring(0, at).strip();
        checkStartLine(startLine);
        List<Header> headers = new ArrayList<>();
        while (true) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                throw new SipSyntaxException("no empty line behind the headers");
            }
            String line = text.substring(at, end).stripTrailing();
            at = end + 1;
            if (line.isEmpty()) {
                break;
            }
            addHeader(headers, line);
        }
        return new TextSipMessage(startLine, headers, text.substring(at).getBytes(ISO_8859_1), source);
    }

    private static void checkStartLine(String line) throws SipSyntaxException {
        String[] words = line.split(" ", 3);
        boolean isReply = words.length >= 2 && words[0].equals("SIP/2.0") && words[1].matches("[1-6][0-9][0-9]");
        boolean isRequest = words.length == 3 && !words[0].isEmpty() && words[2].equals("SIP/2.0");
        if (!isReply && !isRequest) {
            throw new SipSyntaxException("neither request line nor status line: '" + line + "'");
        }
    }

    private static void addHeader(List<Header> headers, String line) throws SipSyntaxException {
        if (line.startsWith(" ") || line.startsWith("\t")) {
            if (headers.isEmpty()) {
                throw new SipSyntaxException("the first header begins with a blank");
            }
            Header last = headers.removeLast();
            headers.add(new Header(last.name, last.value + " " + line.strip()));
            return;
        }
        int colon = line.indexOf(':');
        if (colon <= 0 || headers.size() == MAX_HEADERS) {
            throw new SipSyntaxException(colon <= 0 ? "no header: '" + line + "'" : "more than " + MAX_HEADERS + " headers");
        }
        headers.add(new Header(longName(line.substring(0, colon).strip()), line.substring(colon + 1).strip()));
    }

    private static String longName(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "v" -> "Via";
            case "i" -> "Call-ID";
            case "f" -> "From";
            case "t" -> "To";
            case "c" -> "Content-Type";
            case "l" -> "Content-Length";
            default -> name;
        };
    }

    /** The values of a header in order; of Via each value by itself, even if they share a line. */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name.equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    private Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    @Override
    public boolean isRequest() {
        return !startLine.startsWith("SIP/2.0 ");
    }

    @Override
    public String method() {
        if (isRequest()) {
            return startLine.substring(0, startLine.indexOf(' '));
        }
        String cseq = header("CSeq").orElse("");
        return cseq.substring(cseq.lastIndexOf(' ') + 1);
    }

    @Override
    public int status() {
        return isRequest() ? 0 : Integer.parseInt(startLine.substring(8, 11));
    }

    @Override
    public String callId() {
        return header("Call-ID").orElse("");
    }

    @Override
    public Optional<String> fromTag() {
        return header("From").flatMap(value -> parameter(value, "tag"));
    }

    @Override
    public Optional<String> toTag() {
        return header("To").flatMap(value -> parameter(value, "tag"));
    }

    @Override
    public List<String> viaBranches() {
        List<String> branches = new ArrayList<>();
        for (String line : headers("Via")) {
            for (String via : line.split(",")) {
                branches.add(parameter(via, "branch").orElse(""));
            }
        }
        return branches;
    }

    /** A parameter of the header, not of a URI in angle brackets, and nothing in quotes. */
    private static Optional<String> parameter(String value, String name) {
        int bracket = value.lastIndexOf('>');
        for (String word : value.substring(bracket + 1).split(";")) {
            int equals = word.indexOf('=');
            if (equals > 0 && word.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(word.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }

    @Override
    public IpAddress source() {
        return source;
    }

    @Override
    public Optional<String> contentType() {
        return header("Content-Type");
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public void replaceBody(byte[] replacement) {
        body = replacement.clone();
    }

    /** The message as bytes, with the length of its body. */
    public byte[] toBytes() {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        for (Header header : headers) {
            if (!header.name.equalsIgnoreCase("Content-Length")) {
                text.append(header.name).append(": ").append(header.value).append("\r\n");
            }
        }
        text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return text.append(new String(body, ISO_8859_1)).toString().getBytes(ISO_8859_1);
    }
}
