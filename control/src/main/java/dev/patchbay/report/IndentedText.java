package dev.patchbay.report;

/** Lines with a depth; names in a column of their own. One thread. */
final class IndentedText {

    private static final int INDENT = 2;
    private static final int NAME_WIDTH = 16;

    private final StringBuilder text = new StringBuilder(4096);

    IndentedText line(int depth, String content) {
        text.repeat(' ', depth * INDENT).append(content).append('\n');
        return this;
    }

    /** {@code name   value}. */
    IndentedText item(int depth, String name, String value) {
        text.repeat(' ', depth * INDENT)
                .append(name)
                .repeat(' ', Math.max(1, NAME_WIDTH - name.length()))
                .append(value)
                .append('\n');
        return this;
    }

    IndentedText blankLine() {
        text.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
