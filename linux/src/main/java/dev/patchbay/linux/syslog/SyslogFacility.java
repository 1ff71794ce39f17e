package dev.patchbay.linux.syslog;

import java.util.Locale;
import java.util.Optional;

/** What kind of program a message comes from (RFC 3164, section 4.1.1), named as in syslog.conf. */
public enum SyslogFacility {
    KERN(0),
    USER(1),
    MAIL(2),
    DAEMON(3),
    AUTH(4),
    SYSLOG(5),
    LPR(6),
    NEWS(7),
    UUCP(8),
    CRON(9),
    AUTHPRIV(10),
    FTP(11),
    LOCAL0(16),
    LOCAL1(17),
    LOCAL2(18),
    LOCAL3(19),
    LOCAL4(20),
    LOCAL5(21),
    LOCAL6(22),
    LOCAL7(23);

    private final int code;

    SyslogFacility(int code) {
        this.code = code;
    }

    /** 0..23. */
    public int code() {
        return code;
    }

    /** The name in configuration files, e.g. {@code daemon} or {@code local0}. */
    public String configName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for an unknown name; capitals do not matter. */
    public static Optional<SyslogFacility> ofConfigName(String name) {
        for (SyslogFacility facility : values()) {
            if (facility.name().equalsIgnoreCase(name)) {
                return Optional.of(facility);
            }
        }
        return Optional.empty();
    }
}
