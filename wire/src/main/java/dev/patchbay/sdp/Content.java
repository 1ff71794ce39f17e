package dev.patchbay.sdp;

import dev.patchbay.net.IpAddress;
import java.util.List;
import java.util.Optional;

/** What one SDP line says. The line's raw text, with all that a record here leaves out, is kept beside it in {@link SdpLine}. */
public sealed interface Content
        permits Content.Version,
                Content.Origin,
                Content.SessionName,
                Content.Connection,
                Content.MediaLine,
                Content.Timing,
                Content.Bandwidth,
                Content.Unparsed,
                Attribute {

    /** {@code v=0}, the only version there is; starts a session description. */
    record Version() implements Content {}

    /**
     * The o= line (RFC 8866, section 5.2). All fields are text as they came: peers put names, signs and overlong numbers there, and
     * nothing is done with them but passing them on.
     *
     * @param username may be empty: seen in the wild, although the RFC wants {@code -}
     * @param address an IP address or a host name, not checked
     */
    record Origin(
            String username,
            String sessionId,
            String sessionVersion,
            String netType,
            String addressFamily,
            String address)
            implements Content {

        /** The address if it is a literal. */
        public Optional<IpAddress> ip() {
            return IpAddress.parse(address);
        }

        public Origin withUsername(String replacement) {
            return new Origin(replacement, sessionId, sessionVersion, netType, addressFamily, address);
        }

        public Origin withSessionVersion(String replacement) {
            return new Origin(username, sessionId, replacement, netType, addressFamily, address);
        }

        public Origin withAddress(IpAddress replacement) {
            return new Origin(
                    username, sessionId, sessionVersion, "IN", replacement.family().sdpName(), replacement.toString());
        }
    }

    /** The s= line; printed back as it came. */
    record SessionName(String name) implements Content {}

    /** The c= line (RFC 8866, section 5.7): always {@code IN}, and a literal address without TTL or count. */
    record Connection(IpAddress address) implements Content {}

    /**
     * The m= line (RFC 8866, section 5.14).
     *
     * @param type {@code audio}, {@code video}, {@code image}, … letter case as it came
     * @param port 0..65535; 0 rejects the media or turns it off (RFC 3264, section 6)
     * @param portCount 1..{@link SdpParser#MAX_PORT_COUNT}; 1 if not given
     * @param protocol the transport as it came, see {@link #transport}
     * @param formats payload types for RTP, other tokens for other transports; may be empty
     */
    record MediaLine(String type, int port, int portCount, String protocol, List<String> formats) implements Content {
        public MediaLine {
            formats = List.copyOf(formats);
        }

        /** Empty for a transport that is passed through untouched. */
        public Optional<TransportProtocol> transport() {
            return TransportProtocol.parse(protocol);
        }
    }

    /** The t= line: NTP seconds, 0 for "no bound". */
    record Timing(long start, long stop) implements Content {}

    /** The b= line: kbit/s for {@code AS} and {@code CT}, bit/s for {@code TIAS}, {@code RS} and {@code RR}. */
    record Bandwidth(String type, long value) implements Content {}

    /** A line we have no use for, or one of the above types that may be malformed without harm: kept and printed verbatim. */
    record Unparsed() implements Content {}
}
