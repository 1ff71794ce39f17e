package dev.patchbay.daemon.option;

import dev.patchbay.daemon.option.KeyFile.Entry;
import dev.patchbay.daemon.option.KeyFile.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of a key file line by line: {@code [group]}, {@code key = value}, {@code # comment}, blank. White space around lines,
 * keys and values means nothing; CR LF is a line end too. Values stay raw, see {@link KeyFileValue}.
 */
final class KeyFileParser {

    /** Longest text accepted, in characters. */
    static final int MAX_LENGTH = 1 << 20;

    private final List<Group> groups = new ArrayList<>();
    private List<Entry> entries = new ArrayList<>();
    private String groupName = "";
    private int groupLine;

    private KeyFileParser() {}

    static KeyFile parse(String text) throws KeyFileException {
        if (text.length() > MAX_LENGTH) {
            throw new KeyFileException(1, "the file is longer than " + MAX_LENGTH + " characters");
        }
        KeyFileParser parser = new KeyFileParser();
        int number = 1;
        for (String line : text.split("\n", -1)) {
            parser.readLine(number++, strip(line));
        }
        parser.endGroup();
        return new KeyFile(parser.groups);
    }

    private void readLine(int number, String line) throws KeyFileException {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("[")) {
            endGroup();
            groupName = readGroupName(number, line);
            groupLine = number;
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new KeyFileException(
                    number, "'" + line + "' is neither 'key = value', nor '[section]', nor a comment beginning with '#'");
        }
        String key = strip(line.substring(0, equals));
        if (groupLine == 0) {
            throw new KeyFileException(number, "'" + key + "' stands before the first '[section]'");
        }
        checkKey(number, key);
        entries.add(new Entry(key, strip(line.substring(equals + 1)), number));
    }

    private static String readGroupName(int number, String line) throws KeyFileException {
        int end = line.indexOf(']');
        if (end < 0 || end != line.length() - 1) {
            throw new KeyFileException(number, "'" + line + "' is not '[section]'");
        }
        String name = line.substring(1, end);
        if (name.isEmpty() || name.indexOf('[') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            throw new KeyFileException(number, "'" + name + "' is not the name of a section");
        }
        return name;
    }

    private static void checkKey(int number, String key) throws KeyFileException {
        if (key.isEmpty() || key.chars().anyMatch(c -> c <= ' ' || c == '[' || c == ']' || c == 0x7f)) {
            throw new KeyFileException(number, "'" + key + "' is not a key");
        }
    }

    private void endGroup() {
        if (groupLine > 0) {
            groups.add(new Group(groupName, groupLine, entries));
            entries = new ArrayList<>();
        }
    }

    /** Only the blanks that glib knows: other Unicode space may belong to a value. */
    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
