package dev.patchbay.daemon.logging;

import dev.patchbay.daemon.logging.LogOptions.Format;
import dev.patchbay.log.LogEntry;
import dev.patchbay.log.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * rtpengine's log lines: {@code INFO: [call-id]: [core] text}. A message that is broken into several lines has {@code ...} at each
 * break, and its further lines have no subsystem. Control characters are replaced, so that nobody outside can forge lines.
 */
final class LineFormat {

    private static final String BREAK_MARK = "...";

    private final Format format;
    private final int maxLineLength;

    /** @param defaultMaxLineLength of the destination, when the options do not say; 0 = any length */
    LineFormat(Format format, int defaultMaxLineLength) {
        this.format = format;
        int length = format.maxLineLength() == 0 ? defaultMaxLineLength : format.maxLineLength();
        this.maxLineLength = length > 0 ? length : Integer.MAX_VALUE;
    }

    List<String> lines(LogEntry entry) {
        String prefix = entry.severity() + ": " + callPrefix(entry);
        return lines(prefix, "[" + entry.subsystem().displayName() + "] ", entry.text(format.marks()));
    }

    /** A message of a library. */
    List<String> lines(Severity severity, String message) {
        return lines(severity + ": ", "[core] ", message);
    }

    private List<String> lines(String prefix, String subsystem, String message) {
        List<String> chunks = new ArrayList<>();
        String text = withoutControls(message, true);
        for (String line : format.splitLines() ? text.split("\n") : new String[] {text}) {
            cut(line, chunks);
        }
        List<String> lines = new ArrayList<>(chunks.size());
        for (int i = 0; i < chunks.size(); i++) {
            String start = i == 0 ? subsystem : BREAK_MARK + " ";
            String end = i == chunks.size() - 1 ? "" : " " + BREAK_MARK;
            lines.add(prefix + start + chunks.get(i) + end);
        }
        return lines;
    }

    private void cut(String line, List<String> chunks) {
        int from = 0;
        while (line.length() - from > maxLineLength) {
            int to = from + maxLineLength;
            if (maxLineLength > 1 && Character.isHighSurrogate(line.charAt(to - 1))) {
                to--;
            }
            chunks.add(line.substring(from, to));
            from = to;
        }
        chunks.add(line.substring(from));
    }

    private String callPrefix(LogEntry entry) {
        if (entry.callId().isEmpty()) {
            return "";
        }
        String callId = format.marks().mark(withoutControls(entry.callId().get(), false));
        String port = entry.localPort().isEmpty() ? "" : Integer.toString(entry.localPort().getAsInt());
        if (format.isParsable()) {
            return "[ID=\"" + callId + "\"" + (port.isEmpty() ? "" : " port=\"" + port + "\"") + "]: ";
        }
        return "[" + callId + (port.isEmpty() ? "" : " port " + port) + "]: ";
    }

    private static String withoutControls(String text, boolean keepLines) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isKept = !Character.isISOControl(c) || (keepLines && (c == '\n' || c == '\t'));
            if (isKept) {
                clean.append(c);
            } else if (!keepLines || c != '\r') {
                clean.append('?');
            }
        }
        return clean.toString();
    }
}
