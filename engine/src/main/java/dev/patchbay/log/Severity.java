package dev.patchbay.log;

/**
 * Importance of a log line: the eight severities of syslog (RFC 5424, section 6.2.1), most important first.
 * The number is what {@code --log-level} takes: a line is written when its number is not above the level in force.
 */
public enum Severity {
    EMERG(System.Logger.Level.ERROR),
    ALERT(System.Logger.Level.ERROR),
    CRIT(System.Logger.Level.ERROR),
    ERR(System.Logger.Level.ERROR),
    WARNING(System.Logger.Level.WARNING),
    NOTICE(System.Logger.Level.INFO),
    INFO(System.Logger.Level.INFO),
    DEBUG(System.Logger.Level.DEBUG);

    private final System.Logger.Level platformLevel;

    Severity(System.Logger.Level platformLevel) {
        this.platformLevel = platformLevel;
    }

    /** 0 for {@link #EMERG} to 7 for {@link #DEBUG}. */
    public int number() {
        return ordinal();
    }

    /** The nearest level of the platform's loggers, which know fewer. */
    System.Logger.Level platformLevel() {
        return platformLevel;
    }
}
