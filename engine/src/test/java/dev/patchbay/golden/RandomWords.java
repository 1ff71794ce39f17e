package dev.patchbay.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a relay draws by lot for ICE: {@code UFRAG1}, {@code PWD1}, {@code FOUNDATION1} and so on stand for the values in the order in
 * which they appear. They are told from a client's by their lengths: 8, 26 and 16 letters and digits. Not thread safe.
 */
final class RandomWords {
    private enum Kind {
        UFRAG("(?m)^(a=ice-ufrag:)([A-Za-z0-9]{8})(?![A-Za-z0-9])"),
        PWD("(?m)^(a=ice-pwd:)([A-Za-z0-9]{26})(?![A-Za-z0-9])"),
        FOUNDATION("(?m)^(a=candidate:)([A-Za-z0-9]{16})(?= )");

        private final Pattern line;
        private final Pattern placeholder = Pattern.compile("\\b" + name() + "(\\d+)\\b");

        Kind(String line) {
            this.line = Pattern.compile(line);
        }
    }

    private final List<List<String>> known = new ArrayList<>();

    RandomWords() {
        for (int i = 0; i < Kind.values().length; i++) {
            known.add(new ArrayList<>());
        }
    }

    String insertInto(String sdp) {
        String text = sdp;
        for (Kind kind : Kind.values()) {
            List<String> words = known.get(kind.ordinal());
            text = kind.line.matcher(text).replaceAll(match -> {
                if (!words.contains(match.group(2))) {
                    words.add(match.group(2));
                }
                return match.group(1) + kind + (words.indexOf(match.group(2)) + 1);
            });
        }
        return text;
    }

    /** Unknown placeholders stay. */
    String fill(String text) {
        String filled = text;
        for (Kind kind : Kind.values()) {
            List<String> words = known.get(kind.ordinal());
            filled = kind.placeholder.matcher(filled).replaceAll(match -> {
                int index = Integer.parseInt(match.group(1)) - 1;
                return index >= 0 && index < words.size() ? words.get(index) : match.group();
            });
        }
        return filled;
    }
}
