package dev.patchbay.sdp;

import dev.patchbay.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An a= line. Names are case-sensitive (also for rtpengine). A known name whose value does not parse is an {@link Unknown} of that name:
 * an odd attribute never fails a message, and whoever removes attributes by {@link #attributeName} catches it too.
 */
public sealed interface Attribute extends Content
        permits Direction,
                Attribute.Unknown,
                Attribute.RtpMap,
                Attribute.Fmtp,
                Attribute.RtcpFb,
                Attribute.Ptime,
                Attribute.MaxPtime,
                Attribute.Rtcp,
                Attribute.RtcpMux,
                Attribute.Mid,
                Attribute.Group,
                Attribute.ExtMap,
                Attribute.Setup,
                Attribute.Fingerprint,
                Attribute.Crypto,
                Attribute.IceUfrag,
                Attribute.IcePwd,
                Attribute.IceOptions,
                Attribute.IceLite,
                Attribute.Candidate,
                Attribute.RemoteCandidates,
                Attribute.EndOfCandidates,
                Attribute.Ssrc,
                Attribute.Label,
                Attribute.LoopTag {

    /** The part before the colon. */
    String attributeName();

    /** Any attribute without a record of its own; {@code value} is empty without a colon. */
    record Unknown(String name, Optional<String> value) implements Attribute {
        @Override
        public String attributeName() {
            return name;
        }
    }

    /**
     * RFC 8866, section 6.6.
     *
     * @param payloadType 0..127
     * @param encoding codec name, letter case as it came, may be empty
     * @param channels 1 if not given or unreadable
     * @param parameters everything after the clock rate's slash, usually the channels; empty if there is none
     */
    record RtpMap(int payloadType, String encoding, int clockRateHz, int channels, String parameters)
            implements Attribute {

        /** One without other parameters than the number of channels. */
        public static RtpMap of(int payloadType, String encoding, int clockRateHz, int channels) {
            return new RtpMap(
                    payloadType, encoding, clockRateHz, channels, channels == 1 ? "" : Integer.toString(channels));
        }

        @Override
        public String attributeName() {
            return "rtpmap";
        }
    }

    /**
     * RFC 8866, section 6.15.
     *
     * @param format payload type, or another token for non-RTP media
     * @param parameters verbatim, may be empty
     */
    record Fmtp(String format, String parameters) implements Attribute {
        @Override
        public String attributeName() {
            return "fmtp";
        }

        /** 0..127, or -1 if the format is no payload type. */
        public int payloadType() {
            return TextCursor.payloadType(format);
        }
    }

    /**
     * RFC 4585, section 4.2.
     *
     * @param payloadType 0..127, or {@link #ALL_PAYLOAD_TYPES} for {@code *}
     * @param value verbatim, such as {@code nack pli}; may be empty
     */
    record RtcpFb(int payloadType, String value) implements Attribute {
        public static final int ALL_PAYLOAD_TYPES = -1;

        @Override
        public String attributeName() {
            return "rtcp-fb";
        }
    }

    /** Milliseconds of media per packet, 1..65535; a fraction is cut off (RFC 8866, section 6.4). */
    record Ptime(int ptimeMs) implements Attribute {
        @Override
        public String attributeName() {
            return "ptime";
        }
    }

    /** Most milliseconds of media per packet, 1..65535 (RFC 8866, section 6.5). */
    record MaxPtime(int ptimeMs) implements Attribute {
        @Override
        public String attributeName() {
            return "maxptime";
        }
    }

    /** Where RTCP is expected if not at the next port (RFC 3605); port 0..65535. */
    record Rtcp(int port, Optional<IpAddress> address) implements Attribute {
        @Override
        public String attributeName() {
            return "rtcp";
        }
    }

    /** RTP and RTCP on one port (RFC 5761, section 5.1.1). */
    record RtcpMux() implements Attribute {
        @Override
        public String attributeName() {
            return "rtcp-mux";
        }
    }

    /** RFC 5888, section 4; the value as it came, may be empty. */
    record Mid(String mid) implements Attribute {
        @Override
        public String attributeName() {
            return "mid";
        }
    }

    /** RFC 5888, section 5; {@code BUNDLE} is RFC 9143. */
    record Group(String semantics, List<String> mids) implements Attribute {
        public Group {
            mids = List.copyOf(mids);
        }

        @Override
        public String attributeName() {
            return "group";
        }
    }

    /**
     * RFC 8285, section 5.
     *
     * @param id 0..65535
     * @param direction empty if not given
     * @param parameters extension attributes, verbatim, may be empty
     */
    record ExtMap(int id, Optional<Direction> direction, String uri, String parameters) implements Attribute {
        @Override
        public String attributeName() {
            return "extmap";
        }
    }

    /** RFC 4145, section 4; for DTLS-SRTP RFC 5763, section 5. */
    record Setup(SetupRole role) implements Attribute {
        @Override
        public String attributeName() {
            return "setup";
        }
    }

    /**
     * RFC 8122, section 5.
     *
     * @param hashFunction such as {@code sha-256}, letter case as it came
     * @param fingerprint hexadecimal pairs with colons, letter case as it came; its length fits the hash function if that is known
     */
    record Fingerprint(String hashFunction, String fingerprint) implements Attribute {
        @Override
        public String attributeName() {
            return "fingerprint";
        }
    }

    /**
     * RFC 4568, section 9.1. Carries a secret: never log it.
     *
     * @param tag 0..999999999
     * @param suite the crypto suite as it came, also one we do not know
     * @param parameters key parameters and session parameters, verbatim
     */
    record Crypto(int tag, String suite, String parameters) implements Attribute {
        @Override
        public String attributeName() {
            return "crypto";
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Crypto[tag=" + tag + ", suite=" + suite + ", parameters=hidden]";
        }
    }

    /** RFC 8839, section 5.4. */
    record IceUfrag(String ufrag) implements Attribute {
        @Override
        public String attributeName() {
            return "ice-ufrag";
        }
    }

    /** RFC 8839, section 5.4. Carries a secret: never log it. */
    record IcePwd(String password) implements Attribute {
        @Override
        public String attributeName() {
            return "ice-pwd";
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "IcePwd[password=hidden]";
        }
    }

    /** RFC 8839, section 5.6. */
    record IceOptions(List<String> options) implements Attribute {
        public IceOptions {
            options = List.copyOf(options);
        }

        @Override
        public String attributeName() {
            return "ice-options";
        }
    }

    /** RFC 8839, section 5.3. */
    record IceLite() implements Attribute {
        @Override
        public String attributeName() {
            return "ice-lite";
        }
    }

    /**
     * RFC 8839, section 5.1. Unknown transports, types and host names parse: the reader of candidates skips them.
     *
     * @param component 1 RTP, 2 RTCP; 0..256 here
     * @param priority 0..2^32-1
     * @param address a literal or a name, such as the mDNS names of browsers
     * @param port 0..65535
     * @param type {@code host}, {@code srflx}, {@code prflx}, {@code relay} or what came
     * @param relatedPort 0..65535
     * @param extensions what follows, verbatim, may be empty
     */
    record Candidate(
            String foundation,
            int component,
            String transport,
            long priority,
            String address,
            int port,
            String type,
            Optional<String> relatedAddress,
            OptionalInt relatedPort,
            String extensions)
            implements Attribute {

        @Override
        public String attributeName() {
            return "candidate";
        }

        /** The address if it is a literal. */
        public Optional<IpAddress> ip() {
            return IpAddress.parse(address);
        }
    }

    /** RFC 8839, section 5.2: one entry per component. */
    record RemoteCandidates(List<RemoteCandidate> candidates) implements Attribute {
        public RemoteCandidates {
            candidates = List.copyOf(candidates);
        }

        @Override
        public String attributeName() {
            return "remote-candidates";
        }
    }

    /** One entry of {@link RemoteCandidates}: component 0..256, address as text, port 0..65535. */
    record RemoteCandidate(int component, String address, int port) {}

    /** RFC 8840, section 4.1. */
    record EndOfCandidates() implements Attribute {
        @Override
        public String attributeName() {
            return "end-of-candidates";
        }
    }

    /**
     * RFC 5576, section 4.1.
     *
     * @param ssrc 0..2^32-1
     * @param detail such as {@code cname:x}, verbatim, may be empty
     */
    record Ssrc(long ssrc, String detail) implements Attribute {
        @Override
        public String attributeName() {
            return "ssrc";
        }
    }

    /** RFC 4574. */
    record Label(String label) implements Attribute {
        @Override
        public String attributeName() {
            return "label";
        }
    }

    /** {@code a=rtpengine:ID}: which relays have already rewritten this SDP (option {@code loop protect}). */
    record LoopTag(String instanceId) implements Attribute {
        @Override
        public String attributeName() {
            return "rtpengine";
        }
    }
}
