package dev.patchbay.sip.client;

import dev.patchbay.bencode.BencodeReader;
import dev.patchbay.bencode.BencodeSyntaxException;
import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonSyntaxException;
import dev.patchbay.ngvalue.NgDict;
import java.util.Optional;

/** The ng protocol: a dictionary in bencode each way; replies in JSON are read too. */
public final class NgProtocol implements RelayProtocol {

    private static final byte[] PING =
            BencodeWriter.toBytes(NgDict.builder().put("command", "ping").build());

    /** Stateless. */
    public NgProtocol() {}

    @Override
    public byte[] ping() {
        return PING.clone();
    }

    @Override
    public boolean isPong(byte[] payload) {
        return decode(payload).flatMap(reply -> reply.string("result")).filter("pong"::equals).isPresent();
    }

    @Override
    public boolean isWhole(byte[] payload) {
        return decode(payload).isPresent();
    }

    /** Cookie, space and one bencode dictionary; or the dictionary alone, as over Unix sockets. */
    @Override
    public int messageLength(byte[] bytes, int offset, int length) throws UnreadableReplyException {
        int at = offset;
        int end = offset + length;
        if (at < end && bytes[at] != 'd') {
            while (at < end && bytes[at] != ' ') {
                at++;
            }
            at++;
        }
        if (at >= end) {
            return 0;
        }
        if (bytes[at] != 'd') {
            throw new UnreadableReplyException("a reply in bencode expected");
        }
        try {
            BencodeReader reader = new BencodeReader(bytes, at, end - at);
            reader.readDict();
            return at - offset + reader.position();
        } catch (BencodeSyntaxException _) {
            return 0;
        }
    }

    @Override
    public String contentType() {
        return "application/x-rtpengine-ng";
    }

    @Override
    public String webSocketProtocol() {
        return "ng.rtpengine.com";
    }

    /** Empty when these bytes are no dictionary. */
    static Optional<NgDict> decode(byte[] payload) {
        try {
            boolean isJson = payload.length > 0 && payload[0] == '{';
            return Optional.of(isJson ? JsonReader.readDict(payload) : BencodeReader.readDict(payload));
        } catch (BencodeSyntaxException | JsonSyntaxException _) {
            return Optional.empty();
        }
    }
}
