package dev.patchbay.sdp;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.sdp.Content.Bandwidth;
import dev.patchbay.sdp.Content.Connection;
import dev.patchbay.sdp.Content.MediaLine;
import dev.patchbay.sdp.Content.Origin;
import dev.patchbay.sdp.Content.Timing;
import dev.patchbay.sdp.Content.Unparsed;
import dev.patchbay.sdp.Content.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values of all line types but a=. Those that a call cannot do without throw; the others become {@link Unparsed}. */
final class ContentParser {

    private static final int MAX_PORT = 65535;

    /** Line type, equals sign: what stands before the value. */
    private static final int VALUE_COLUMN = 3;

    private static final int ORIGIN_FIELDS = 6;

    private static final Unparsed UNPARSED = new Unparsed();
    private static final Version VERSION = new Version();

    private ContentParser() {}

    /** rtpengine: only exactly {@code 0} will do, no space, no second zero. */
    static Version version(String value, int line) throws SdpSyntaxException {
        if (!value.equals("0")) {
            throw new SdpSyntaxException(line, VALUE_COLUMN, "v= is not 0");
        }
        return VERSION;
    }

    /**
     * rtpengine: wants six fields and looks into none of them, so that host names, signs and overlong numbers pass, and any of the first
     * five may be empty; a seventh is ignored.
     */
    static Origin origin(String value, int line) throws SdpSyntaxException {
        TextCursor cursor = new TextCursor(value);
        String username = value.startsWith(" ") ? "" : cursor.token();
        Origin origin = new Origin(
                username, cursor.token(), cursor.token(), cursor.token(), cursor.token(), cursor.token());
        if (!origin.address().isEmpty()) {
            return origin;
        }
        // Too few fields when a run of spaces counts as one: then every space ends a field.
        String[] fields = value.split(" ", ORIGIN_FIELDS + 1);
        if (fields.length < ORIGIN_FIELDS || fields[ORIGIN_FIELDS - 1].isEmpty()) {
            throw new SdpSyntaxException(line, VALUE_COLUMN + value.length(), "o= has fewer than six fields");
        }
        return new Origin(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    }

    /** rtpengine: no host name, no TTL or address count, upper case {@code IN IP4}; text after the address is ignored. */
    static Connection connection(String value, int line) throws SdpSyntaxException {
        TextCursor cursor = new TextCursor(value);
        Optional<IpAddress> address = networkAddress(cursor);
        if (address.isEmpty() || value.startsWith(" ")) {
            throw new SdpSyntaxException(
                    line, VALUE_COLUMN, "c= is not IN IP4 or IN IP6 and an address of that family");
        }
        return new Connection(address.get());
    }

    /** {@code IN IP4 192.0.2.1} or {@code IN IP6 2001:db8::1}; rtpengine: an IPv6 address may stand in brackets. */
    static Optional<IpAddress> networkAddress(TextCursor cursor) {
        if (!cursor.skip("IN")) {
            return Optional.empty();
        }
        if (cursor.skip(IpFamily.IPV4.sdpName())) {
            return IpAddress.parse(cursor.token()).filter(ip -> ip.family() == IpFamily.IPV4);
        }
        if (cursor.skip(IpFamily.IPV6.sdpName())) {
            String literal = cursor.token();
            if (literal.startsWith("[") && literal.endsWith("]")) {
                literal = literal.substring(1, literal.length() - 1);
            }
            return IpAddress.parse(literal).filter(ip -> ip.family() == IpFamily.IPV6);
        }
        return Optional.empty();
    }

    /** rtpengine: formats may be missing. */
    static MediaLine media(String value, int line) throws SdpSyntaxException {
        TextCursor cursor = new TextCursor(value);
        if (value.startsWith(" ")) {
            throw new SdpSyntaxException(line, VALUE_COLUMN, "m= has no media type");
        }
        String type = cursor.token();
        cursor.isAtEnd();
        int portColumn = VALUE_COLUMN + cursor.position();
        String portText = cursor.token();
        int slash = portText.indexOf('/');
        int port = (int) TextCursor.number(portText, 0, slash < 0 ? portText.length() : slash, MAX_PORT);
        if (port == TextCursor.NONE) {
            throw new SdpSyntaxException(line, portColumn, "the port of m= is not a number within 0..65535");
        }
        int portCount = slash < 0
                ? 1
                : (int) TextCursor.number(portText, slash + 1, portText.length(), SdpParser.MAX_PORT_COUNT);
        if (portCount < 1) {
            throw new SdpSyntaxException(
                    line,
                    portColumn + slash + 1,
                    "the number of ports of m= is not within 1.." + SdpParser.MAX_PORT_COUNT);
        }
        String protocol = cursor.token();
        if (protocol.isEmpty()) {
            throw new SdpSyntaxException(line, VALUE_COLUMN + value.length(), "m= has no transport");
        }
        return new MediaLine(type, port, portCount, protocol, formats(cursor, line));
    }

    private static List<String> formats(TextCursor cursor, int line) throws SdpSyntaxException {
        List<String> formats = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            if (formats.size() == SdpParser.MAX_FORMATS) {
                throw new SdpSyntaxException(
                        line,
                        VALUE_COLUMN + cursor.position(),
                        "m= has more than " + SdpParser.MAX_FORMATS + " formats");
            }
            formats.add(cursor.token());
        }
        return formats;
    }

    static Content timing(String value) {
        TextCursor cursor = new TextCursor(value);
        long start = cursor.number(Long.MAX_VALUE / 10 - 1);
        long stop = cursor.number(Long.MAX_VALUE / 10 - 1);
        return start < 0 || stop < 0 || !cursor.isAtEnd() ? UNPARSED : new Timing(start, stop);
    }

    static Content bandwidth(String value) {
        int colon = value.indexOf(':');
        if (colon < 1) {
            return UNPARSED;
        }
        long amount = TextCursor.number(value, colon + 1, value.length(), Long.MAX_VALUE / 10 - 1);
        return amount < 0 ? UNPARSED : new Bandwidth(value.substring(0, colon), amount);
    }

    static Content unparsed() {
        return UNPARSED;
    }
}
