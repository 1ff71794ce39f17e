package dev.patchbay.linux.syslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * Makes messages as the C library's syslog function does for the local socket: {@code <30>Nov 21 09:05:07 tag[pid]: text}, the
 * form of RFC 3164 without a host name. Immutable, any thread.
 */
public final class SyslogFormat {

    /** What common syslog daemons take by default; the rest is cut off, between two characters. */
    public static final int MAX_BYTES = 8192;

    /** RFC 3164, section 4.1.2: a day below ten has a space in front. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

    private final SyslogFacility facility;
    private final DateTimeFormatter time;
    private final String tag;

    /**
     * @param name of the program
     * @param pid of the process
     * @param zone local time of the host, as the form has no zone
     */
    public SyslogFormat(SyslogFacility facility, String name, long pid, ZoneId zone) {
        this.facility = facility;
        this.time = TIME.withZone(zone);
        this.tag = " " + name + "[" + pid + "]: ";
    }

    /** At most {@link #MAX_BYTES} bytes of UTF-8, one line: control characters become spaces, so a peer cannot forge messages. */
    public byte[] format(SyslogSeverity severity, Instant at, String text) {
        StringBuilder message = new StringBuilder(tag.length() + text.length() + 32)
                .append('<')
                .append(facility.code() * 8 + severity.code())
                .append('>');
        time.formatTo(at, message);
        message.append(tag);
        int end = Math.min(text.length(), MAX_BYTES);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            message.append(Character.isISOControl(c) ? ' ' : c);
        }
        return cut(message.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] cut(byte[] bytes) {
        if (bytes.length <= MAX_BYTES) {
            return bytes;
        }
        int end = MAX_BYTES;
        while ((bytes[end] & 0xc0) == 0x80) { // the byte after the cut must begin a character
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}
