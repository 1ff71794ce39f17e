package dev.patchbay.daemon.logging;

import java.io.IOException;

/** Opens the way to the host's syslog daemon: the seam to native code, which this module does not call. */
@FunctionalInterface
public interface SyslogConnector {

    /**
     * A sink for one facility, open until the process ends. Whether a syslog daemon listens need not be known: lines are lost while
     * none does.
     *
     * @param facility its name in lower case, {@code daemon}, {@code local0}, …
     * @throws IOException when this system has no such thing
     */
    LogSink open(String facility) throws IOException;

    /** For systems without syslog. */
    static SyslogConnector none() {
        return facility -> {
            throw new IOException("syslog facility '" + facility + "' cannot be reached from here");
        };
    }
}
