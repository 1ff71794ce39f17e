package dev.patchbay.sip.rtpengine;

/** Breaks compact JSON into lines for people. */
final class JsonLayout {

    private JsonLayout() {}

    /** @param json compact and well-formed */
    static String indent(String json) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        boolean isInString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (isInString) {
                text.append(c);
                if (c == '\\') {
                    text.append(json.charAt(++i));
                } else if (c == '"') {
                    isInString = false;
                }
                continue;
            }
            switch (c) {
                case '"' -> {
                    isInString = true;
                    text.append(c);
                }
                case '{', '[' -> {
                    boolean isEmpty = json.charAt(i + 1) == (c == '{' ? '}' : ']');
                    text.append(c);
                    if (isEmpty) {
                        text.append(json.charAt(++i));
                    } else {
                        newLine(text, ++depth);
                    }
                }
                case '}', ']' -> {
                    newLine(text, --depth);
                    text.append(c);
                }
                case ',' -> {
                    text.append(c);
                    newLine(text, depth);
                }
                case ':' -> text.append(": ");
                default -> text.append(c);
            }
        }
        return text.toString();
    }

    private static void newLine(StringBuilder text, int depth) {
        text.append('\n').append("\t".repeat(depth));
    }
}
