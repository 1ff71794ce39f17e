package dev.patchbay.daemon;

import java.util.List;

/** Prints {@code --codecs}: the codecs rtpengine knows by name, in its form. None can be transcoded yet; all are relayed. */
final class CodecList {

    private static final List<String> NAMES = List.of(
            "PCMA", "PCMU", "G723", "G722", "QCELP", "G729", "G729a", "speex", "GSM", "iLBC", "opus", "vorbis", "ac3", "eac3",
            "ATRAC3", "ATRAC-X", "EVRC", "EVRC0", "EVRC1", "AMR", "AMR-WB", "telephone-event", "CN", "PCM-S16LE", "PCM-U8", "MP3");

    private static final int NAME_WIDTH = 20;

    private CodecList() {}

    static String print() {
        StringBuilder text = new StringBuilder();
        for (String name : NAMES) {
            text.repeat(' ', NAME_WIDTH - name.length()).append(name).append(": not supported\n");
        }
        return text.toString();
    }
}
