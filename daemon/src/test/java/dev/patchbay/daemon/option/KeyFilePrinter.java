package dev.patchbay.daemon.option;

/** The way back from {@link KeyFileParser}, for round trips. */
final class KeyFilePrinter {

    private KeyFilePrinter() {}

    static String print(KeyFile file) {
        StringBuilder text = new StringBuilder();
        for (KeyFile.Group group : file.groups()) {
            text.append('[').append(group.name()).append("]\n");
            for (KeyFile.Entry entry : group.entries()) {
                text.append(entry.key()).append(" = ").append(entry.rawValue()).append('\n');
            }
        }
        return text.toString();
    }

    static String escape(String value, boolean inList) {
        StringBuilder raw = new StringBuilder();
        for (char c : value.toCharArray()) {
            switch (c) {
                case '\\' -> raw.append("\\\\");
                case '\n' -> raw.append("\\n");
                case '\r' -> raw.append("\\r");
                case '\t' -> raw.append("\\t");
                case ' ' -> raw.append("\\s");
                case ';' -> raw.append(inList ? "\\;" : ";");
                default -> raw.append(c);
            }
        }
        return raw.toString();
    }
}
