package dev.patchbay.ng;

import dev.patchbay.bencode.BencodeReader;
import dev.patchbay.bencode.BencodeSyntaxException;
import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonSyntaxException;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.OctetBuffer;

/** The two forms of an ng message. A reply has the form of its request. */
public enum NgEncoding {
    BENCODE {
        @Override
        NgDict read(byte[] bytes, int offset) throws NgDecodeException {
            try {
                return new BencodeReader(bytes, offset, bytes.length - offset).readDict();
            } catch (BencodeSyntaxException e) {
                throw new NgDecodeException("Could not decode dictionary", e);
            }
        }

        @Override
        void write(NgDict message, OctetBuffer target) {
            BencodeWriter.write(message, target);
        }
    },
    JSON {
        @Override
        NgDict read(byte[] bytes, int offset) throws NgDecodeException {
            try {
                return JsonReader.readDict(bytes, offset, bytes.length - offset);
            } catch (JsonSyntaxException e) {
                throw new NgDecodeException("Failed to parse JSON document", e);
            }
        }

        @Override
        void write(NgDict message, OctetBuffer target) {
            new JsonWriter(target).value(message);
        }
    };

    /** By the first byte of the payload. */
    static NgEncoding of(byte first) {
        return first == '{' ? JSON : BENCODE;
    }

    abstract NgDict read(byte[] bytes, int offset) throws NgDecodeException;

    abstract void write(NgDict message, OctetBuffer target);

    /** A payload that is not in the form it begins like. */
    static final class NgDecodeException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String errorReason;

        NgDecodeException(String errorReason, Exception detail) {
            super(errorReason + ": " + detail.getMessage(), null, false, false);
            this.errorReason = errorReason;
        }

        /** The text for the client. */
        String errorReason() {
            return errorReason;
        }
    }
}
