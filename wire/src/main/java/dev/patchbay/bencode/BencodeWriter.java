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
        switch (value) {
            case NgString string -> writeString(string.octets(), target);
            case NgInteger integer -> target.append('i').append(integer.value()).append('e');
            case NgList list -> {
                target.append('l');
                for (NgValue entry : list.values()) {
                    write(entry, target);
                }
                target.append('e');
            }
            case NgDict dict -> {
                target.append('d');
                for (var entry : dict.entries().entrySet()) {
                    writeString(entry.getKey(), target);
                    write(entry.getValue(), target);
                }
                target.append('e');
            }
        }
    }

    private static void writeString(String octets, OctetBuffer target) {
        target.append((long) octets.length()).append(':').append(octets);
    }
}
