package dev.patchbay.linux.syslog;

/** How bad it is (RFC 3164, section 4.1.1); the number is the log level of rtpengine's {@code --log-level}. */
public enum SyslogSeverity {
    EMERGENCY(0),
    ALERT(1),
    CRITICAL(2),
    ERROR(3),
    WARNING(4),
    NOTICE(5),
    INFO(6),
    DEBUG(7);

    private final int code;

    SyslogSeverity(int code) {
        this.code = code;
    }

    /** 0..7, 0 is the worst. */
    public int code() {
        return code;
    }
}
