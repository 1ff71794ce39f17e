package dev.patchbay.log;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;

/** Keeps what was logged, as any binding of the platform's logger would receive it. */
final class RecordingLogger implements System.Logger {

    final List<String> lines = new ArrayList<>();
    final List<LogEntry> entries = new ArrayList<>();

    @Override
    public String getName() {
        return "recording";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        lines.add(level + " " + message);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
        lines.add(level + " " + MessageFormat.format(format, parameters));
        entries.add((LogEntry) parameters[0]);
    }
}
