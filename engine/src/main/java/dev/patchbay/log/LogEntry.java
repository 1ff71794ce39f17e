package dev.patchbay.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One log line before it is text, as it travels through {@link System.Logger} (the only parameter of the message {@code {0}}).
 * A log binding that knows this class prints it in any form; one that does not gets {@link #toString}.
 *
 * @param callId the call it is about
 * @param localPort the local media port it is about, 1..65535
 * @param template text with {@code {}} where the arguments go
 * @param arguments values for the template; {@link Sensitive} ones are marked when printed
 * @param cause what went wrong in our own code; its stack trace follows the text
 */
public record LogEntry(
        Severity severity,
        Subsystem subsystem,
        Optional<String> callId,
        OptionalInt localPort,
        String template,
        List<Object> arguments,
        Optional<Throwable> cause) {

    private static final String PLACEHOLDER = "{}";

    /**
     * The text without any prefix; more than one line if it has them or if there is a cause. Arguments without a place in the
     * template are put at the end, so that nothing is lost; a place without argument stays {@code {}}.
     */
    public String text(LogMarks marks) {
        return cause.isPresent() ? message(marks) + ": " + stackTrace(cause.get()) : message(marks);
    }

    private static String stackTrace(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }

    private String message(LogMarks marks) {
        if (arguments.isEmpty()) {
            return template;
        }
        StringBuilder text = new StringBuilder(template.length() + 16 * arguments.size());
        int from = 0;
        for (Object argument : arguments) {
            int at = template.indexOf(PLACEHOLDER, from);
            if (at < 0) {
                text.append(template, from, template.length()).append(' ').append(print(argument, marks));
                from = template.length();
            } else {
                text.append(template, from, at).append(print(argument, marks));
                from = at + PLACEHOLDER.length();
            }
        }
        return text.append(template, from, template.length()).toString();
    }

    private static String print(Object argument, LogMarks marks) {
        return argument instanceof Sensitive sensitive ? marks.mark(sensitive) : argument.toString();
    }

    /** {@code [call-id port 40000]: [core] text}; what is not known is left out. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        if (callId.isPresent()) {
            line.append('[').append(callId.get());
            localPort.ifPresent(port -> line.append(" port ").append(port));
            line.append("]: ");
        }
        return line.append('[').append(subsystem.displayName()).append("] ").append(text(LogMarks.NONE)).toString();
    }
}
