/**
 * The system log of the host: messages of RFC 3164 form to the unix datagram socket {@code /dev/log}, which the JDK cannot open.
 * Text is made by {@link dev.patchbay.linux.syslog.SyslogFormat}, sent by {@link dev.patchbay.linux.syslog.SyslogSocket}.
 *
 * <p>Threads: any; nothing waits. Start reading at {@link dev.patchbay.linux.syslog.SyslogSocket}.
 */
package dev.patchbay.linux.syslog;
