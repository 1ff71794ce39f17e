package dev.patchbay.proxy.wire;

import gov.nist.core.StackLogger;
import java.lang.System.Logger.Level;
import java.util.Properties;

/**
 * Where the stack's log goes: to debug level as a whole. Its errors are mostly what peers do wrong, and it writes whole packets of 64 KiB
 * for each, so a scanner would fill disks. Made by the stack, by name.
 */
public final class StackLog implements StackLogger {

    private static final System.Logger LOG = System.getLogger("sip.stack");
    private static final int MOST_CHARS = 500;

    /** For the stack. */
    public StackLog() {}

    private static void log(String text) {
        if (LOG.isLoggable(Level.DEBUG)) {
            LOG.log(Level.DEBUG, "{0}", text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + " …" : text);
        }
    }

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isLoggable(Level.DEBUG);
    }

    /** Only errors: building the texts of lesser ones costs the stack more than handling a message. */
    @Override
    public boolean isLoggingEnabled(int level) {
        return level <= TRACE_ERROR && isLoggingEnabled();
    }

    @Override
    public void logError(String message) {
        log(message);
    }

    @Override
    public void logError(String message, Exception cause) {
        log(message + ": " + cause);
    }

    @Override
    public void logFatalError(String message) {
        log(message);
    }

    @Override
    public void logException(Throwable cause) {
        log(cause.toString());
    }

    @Override
    public void logWarning(String message) {}

    @Override
    public void logInfo(String message) {}

    @Override
    public void logDebug(String message) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String time) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return "sip.stack";
    }
}
