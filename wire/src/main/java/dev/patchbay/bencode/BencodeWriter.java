package dev.patchbay.bencode;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import dev.patchbay.ngvalue.OctetBuffer;

/** Writes bencode; dictionaries keep the order of their keys. */
public final class BencodeWriter {

    private BencodeWriter() {}

    public static byte[] toBytes(NgValue value) {
        OctetBuffer target = new OctetBuffer();
        write(value, target);
        return target.toByteArray();
    }

    public static void write(NgValue value, OctetBuffer target) {
        // Not a pattern switch: that is a method handle until it is compiled, and a reply has hundreds of values.
        if (value instanceof NgString string) {
            writeString(string.octets(), target);
        } else if (value instanceof NgInteger integer) {
            target.append('i').append(integer.value()).append('e');
        } else if (value instanceof NgDict dict) {
            writeDict(dict, target);
        } else {
            writeList((NgList) value, target);
        }
    }

    private static void writeList(NgList list, OctetBuffer target) {
        target.append('l');
        for (NgValue entry : list.values()) {
            write(entry, target);
        }
        target.append('e');
    }

    private static void writeDict(NgDict dict, OctetBuffer target) {
        target.append('d');
        for (int i = 0; i < dict.size(); i++) {
            writeString(dict.keyAt(i), target);
            write(dict.valueAt(i), target);
        }
        target.append('e');
    }

    private static void writeString(String octets, OctetBuffer target) {
        target.append((long) octets.length()).append(':').append(octets);
    }
}
