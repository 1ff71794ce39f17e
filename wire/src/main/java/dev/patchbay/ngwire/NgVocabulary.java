package dev.patchbay.ngwire;

import dev.patchbay.ngwire.NgWord.Place;
import dev.patchbay.ngwire.NgWord.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of the ng protocol that shape a call, with their meanings: what explains flags and makes the page about them. Words of the
 * protocol, whether or not our relay carries them out yet.
 */
public final class NgVocabulary {

    private static final List<NgWord> WORDS = new Table().words;

    private NgVocabulary() {}

    public static List<NgWord> words() {
        return WORDS;
    }

    /** An exact word before a prefix. */
    public static Optional<NgWord> find(Place place, String word) {
        Optional<NgWord> exact = WORDS.stream().filter(row -> !row.isPrefix() && row.matches(place, word)).findFirst();
        return exact.isPresent() ? exact : WORDS.stream().filter(row -> row.matches(place, word)).findFirst();
    }

    /** The rows. */
    private static final class Table {

        private final List<NgWord> words = new ArrayList<>();

        Table() {
            keys();
            flags();
            lists();
        }

        private void keys() {
            key("call-id", "the call");
            key("from-tag", "the party that the SDP comes from, or that a command is about");
            key("to-tag", "the other party");
            key("via-branch", "the branch, so that parallel branches stay apart");
            key("label", "the party with this label, or a label for it");
            key("from-label", "the same as label");
            key("to-label", "a label for the other party");
            key("set-label", "a label for the other party");
            key("address", "the party whose SDP advertises this address");
            key("direction", "the relay's interfaces: towards the sender of the SDP, towards its receiver");
            key("interface", "the relay's interface towards the receiver");
            key("received-from", "where the SIP message came from: family and address");
            key("drop-traffic", "let no media through from now on, or again", "start", "stop");
            key("ICE", "what becomes of ICE in the SDP", "remove", "force", "default", "optional", "force_relay", "force-relay");
            key("ICE-lite", "be an ICE-lite agent towards which side", "off", "none", "no", "forward", "offer", "fwd", "fw", "backward",
                    "backwards", "reverse", "answer", "back", "bkw", "bk", "both");
            key("DTLS", "the relay's role in DTLS, or none", "passive", "active", "no", "off", "disabled", "disable");
            key("DTLS-reverse", "the same, towards the sender of the SDP", "passive", "active");
            key("DTLS-fingerprint", "the hash of the certificate's fingerprint");
            key("passthrough", "pass media on untouched, SRTP included", "on", "yes", "enable", "enabled", "no", "off", "disable", "disabled");
            key("OSRTP", "opportunistic SRTP (RFC 8643)", "offer", "accept");
            key("transport-protocol", "the profile towards the receiver, such as RTP/SAVPF; accept keeps what was offered");
            key("media-address", "the address to put into the SDP");
            key("address-family", "the family of addresses that the receiver wants", "IP4", "IP6");
            key("address family", "the family of addresses that the receiver wants", "IP4", "IP6");
            key("TOS", "the TOS byte of media, 0..255; -1 leaves it, 256 is the configured one");
            key("record-call", "record the call, or not any more", "yes", "on", "no", "off");
            key("metadata", "text to store with a recording");
            key("output-destination", "the file to record to");
            key("ptime", "packet length in ms towards the receiver");
            key("ptime-reverse", "packet length in ms towards the sender of the SDP");
            key("xmlrpc-callback", "where to report a call that timed out");
            key("codec", "lists of codecs: what is stripped, offered, masked, transcoded");
            key("generate-RTCP", "make RTCP instead of passing it on", "on", "off");
            key("media-echo", "send media back, or nowhere", "blackhole", "sinkhole", "forward", "fwd", "fw", "backward", "backwards",
                    "reverse", "back", "bkw", "bk", "both");
            key("delete-delay", "seconds before the ports are closed; 0 at once");
            key("delete delay", "seconds before the ports are closed; 0 at once");
            key("file", "the file to play");
            key("blob", "the sound to play itself");
            key("db-id", "the number of the sound in the relay's database");
            key("repeat-times", "how often to play");
            key("code", "the DTMF event: 0-9 * # A-D, or 0..15");
            key("duration", "length of the DTMF event in ms, 100..5000");
            key("pause", "silence before the DTMF event in ms, 100..5000");
            key("volume", "loudness of the DTMF event in dB below full scale");
            key("rtpp-flags", "flags that the relay reads itself");
            key("sip-message-type", "whether the SDP came in a request or a reply", "sip_request", "sip_reply");
            key("supports", "what the client understands: load limit");
            ignored(Place.KEY, "repacketize", "repacketization in ms; rtpengine does not do it, ptime does");
        }

        private void flags() {
            obsolete(Place.FLAG, "trust-address", "send to the addresses in the SDP: the default since long");
            flag("SIP-source-address", "send to the SIP message's source instead of the addresses in the SDP");
            flag("asymmetric", "do not learn where a party sends from");
            ignored(Place.FLAG, "symmetric", "learn where a party sends from: always so");
            ignored(Place.FLAG, "force", "take over calls that another relay has: rtpengine always does");
            ignored(Place.FLAG, "auto-bridge", "choose the family by the SDP: rtpengine knows address-family instead");
            flag("no-redis-update", "do not store this change");
            flag("unidirectional", "media may flow before the answer");
            flag("strict-source", "drop packets from other sources than the learned one");
            flag("media-handover", "follow a source that moves");
            flag("reset", "begin negotiation anew, with new ports");
            flag("all", "all parties, blocks of single ones included");
            flag("fragment", "the SDP is a fragment with ICE candidates");
            flag("port-latching", "keep local ports when the peer's change");
            flag("no-port-latching", "new local ports when the peer's change, ICE or not");
            flag("generate-mid", "add a=mid where it is missing");
            flag("strip-extmap", "remove a=extmap");
            flag("record-call", "record from the start");
            flag("debug", "log everything about this call");
            flag("debugging", "log everything about this call");
            for (String rtcp : List.of("RTCP", "rtcp")) {
                flag("no-" + rtcp + "-attribute", "no a=rtcp");
                flag("full-" + rtcp + "-attribute", "a=rtcp with an address");
                flag("generate-" + rtcp, "make RTCP instead of passing it on");
            }
            flag("trickle-ICE", "offer trickling of candidates");
            flag("trickle-ice", "offer trickling of candidates");
            flag("loop-protect", "leave an SDP alone that went through this relay before");
            flag("original-sendrecv", "leave a=sendrecv and the like as they are");
            flag("always-transcode", "accept every codec and transcode");
            ignored(Place.FLAG, "asymmetric-codecs", "of older versions");
            ignored(Place.FLAG, "symmetric-codecs", "of older versions");
            ignored(Place.FLAG, "reorder-codecs", "of older versions");
            flag("reuse-codecs", "keep the codecs of the first negotiation");
            flag("no-codec-renegotiation", "keep the codecs of the first negotiation");
            flag("single-codec", "answer with the first codec only");
            flag("allow-transcoding", "transcode when the answer's codecs do not match");
            flag("inject-DTMF", "be ready to play DTMF into the media");
            flag("pad-crypto", "write base64 of crypto keys with padding");
            flag("passthrough", "pass media on untouched");
            flag("no-passthrough", "do not pass media on untouched");
            flag("no-jitter-buffer", "no jitter buffer for this call");
            flag("pierce-NAT", "send empty packets until media comes");
            flag("NAT-wait", "send media only once some has come");
            flag("fatal", "in delete: an unknown call is an error");
            flag("directional", "the command is about one party");
            prefix(Place.FLAG, "SDES-", "an option of SDES, or no-SUITE");
            prefix(Place.FLAG, "OSRTP-", "an option of opportunistic SRTP");
            prefix(Place.FLAG, "T38-", "an option of the T.38 gateway");
            prefix(Place.FLAG, "T.38-", "an option of the T.38 gateway");
            prefix(Place.FLAG, "transcode-", "offer this codec too and transcode");
            for (NgWord word : List.copyOf(codecLists())) {
                prefix(Place.FLAG, "codec-" + word.name() + "-", word.meaning());
            }
        }

        private void lists() {
            entry(Place.REPLACE, "origin", "the address in o=");
            entry(Place.REPLACE, "session-connection", "the address in the session's c=");
            entry(Place.REPLACE, "session-name", "s=");
            entry(Place.REPLACE, "sdp-version", "the version in o=");
            entry(Place.REPLACE, "SDP-version", "the version in o=");
            entry(Place.REPLACE, "username", "the user name in o=");
            entry(Place.REPLACE, "zero-address", "0.0.0.0, as phones on hold send it");
            entry(Place.RTCP_MUX, "offer", "offer rtcp-mux to the receiver in any case");
            entry(Place.RTCP_MUX, "require", "offer it as if it were agreed already, as WebRTC wants it");
            entry(Place.RTCP_MUX, "demux", "accept it, but do not offer it on");
            entry(Place.RTCP_MUX, "accept", "accept it, and offer it on");
            entry(Place.RTCP_MUX, "reject", "do not accept it");
            for (String off : List.of("no", "off", "disabled", "disable")) {
                entry(Place.SDES, off, "no SDES");
            }
            for (String what : List.of("srtp", "srtcp")) {
                entry(Place.SDES, "unencrypted_" + what, "offer it unencrypted");
                entry(Place.SDES, "encrypted_" + what, "offer it encrypted");
            }
            entry(Place.SDES, "unauthenticated_srtp", "offer it without authentication");
            entry(Place.SDES, "authenticated_srtp", "offer it with authentication");
            entry(Place.SDES, "lifetime", "write the lifetime of keys");
            entry(Place.SDES, "pad", "write base64 of keys with padding, which some phones need");
            entry(Place.SDES, "static", "keep the keys over re-offers");
            prefix(Place.SDES, "no-", "do not offer this crypto suite");
            prefix(Place.SDES, "only-", "offer this crypto suite only (newer relays)");
            for (String option : List.of("decode", "force", "stop")) {
                entry(Place.T38, option, "T.38 gateway: " + option);
            }
            prefix(Place.T38, "no-", "switch off this feature of T.38");
            entry(Place.T38, "FEC", "use forward error correction");
            words.addAll(codecLists());
        }

        private static List<NgWord> codecLists() {
            return List.of(
                    codec("strip", "take this codec out of the SDP"),
                    codec("except", "but keep this one; for use with strip all"),
                    codec("offer", "put this codec back in, in its place"),
                    codec("mask", "use this codec with the sender, but hide it from the receiver"),
                    codec("transcode", "offer this codec too and transcode"),
                    codec("set", "settings of a codec to transcode to"),
                    codec("accept", "use this codec with the sender though it is not offered on"),
                    codec("consume", "the same as mask and accept together"));
        }

        private static NgWord codec(String name, String meaning) {
            return new NgWord(Place.CODEC, name, false, List.of(), meaning, Standing.CURRENT);
        }

        private void key(String name, String meaning, String... values) {
            words.add(new NgWord(Place.KEY, name, false, List.of(values), meaning, Standing.CURRENT));
        }

        private void flag(String name, String meaning) {
            entry(Place.FLAG, name, meaning);
        }

        private void entry(Place place, String name, String meaning) {
            words.add(new NgWord(place, name, false, List.of(), meaning, Standing.CURRENT));
        }

        private void prefix(Place place, String name, String meaning) {
            words.add(new NgWord(place, name, true, List.of(), meaning, Standing.CURRENT));
        }

        private void obsolete(Place place, String name, String meaning) {
            words.add(new NgWord(place, name, false, List.of(), meaning, Standing.OBSOLETE));
        }

        private void ignored(Place place, String name, String meaning) {
            words.add(new NgWord(place, name, false, List.of(), meaning, Standing.IGNORED));
        }
    }
}
