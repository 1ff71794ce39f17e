package dev.patchbay.linux.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SyslogFormatTest {

    private static final Instant AT = Instant.parse("2026-11-05T09:05:07.999Z");

    private final SyslogFormat format = new SyslogFormat(SyslogFacility.DAEMON, "rtpengine", 4711, ZoneOffset.UTC);

    @Test
    void shouldLookAsTheCLibraryWritesIt() {
        assertThat(text(format, "hello")).isEqualTo("<30>Nov  5 09:05:07 rtpengine[4711]: hello");
    }

    @Test
    void shouldUseTheTimeOfTheHostAndTwoDigitDays() {
        SyslogFormat berlin = new SyslogFormat(SyslogFacility.LOCAL7, "x", 1, ZoneId.of("Europe/Berlin"));
        byte[] message = berlin.format(SyslogSeverity.DEBUG, Instant.parse("2026-07-20T22:30:00Z"), "");
        assertThat(new String(message, StandardCharsets.UTF_8)).isEqualTo("<191>Jul 21 00:30:00 x[1]: ");
    }

    @Test
    void shouldGiveEachSeverityItsNumber() {
        SyslogFormat kernel = new SyslogFormat(SyslogFacility.KERN, "x", 1, ZoneOffset.UTC);
        for (SyslogSeverity severity : SyslogSeverity.values()) {
            assertThat(new String(kernel.format(severity, AT, "y"), StandardCharsets.UTF_8))
                    .startsWith("<" + severity.ordinal() + ">");
        }
    }

    @Test
    void shouldKeepTheMessageInOneLine() {
        assertThat(text(format, "call-id\r\n<0>forged\tmessage\0\u007f")).endsWith(": call-id  <0>forged message  ");
    }

    @Test
    void shouldCutBetweenCharacters() throws CharacterCodingException {
        for (int offset = 0; offset < 4; offset++) {
            byte[] message = format.format(SyslogSeverity.INFO, AT, "x".repeat(offset) + "\ud83d\ude00".repeat(4000));
            assertThat(message.length).isBetween(SyslogFormat.MAX_BYTES - 3, SyslogFormat.MAX_BYTES);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
        }
    }

    @Test
    void shouldTakeAnyText() throws CharacterCodingException {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(9000);
            for (int j = 0; j < length; j++) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
            }
            byte[] message = format.format(SyslogSeverity.INFO, AT, text.toString());
            assertThat(message.length).isLessThanOrEqualTo(SyslogFormat.MAX_BYTES);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
        }
    }

    @Test
    void shouldReadFacilityNames() {
        for (SyslogFacility facility : SyslogFacility.values()) {
            assertThat(SyslogFacility.ofConfigName(facility.configName())).contains(facility);
        }
        assertThat(SyslogFacility.ofConfigName("local0").map(SyslogFacility::code)).contains(16);
        assertThat(SyslogFacility.ofConfigName("Daemon")).contains(SyslogFacility.DAEMON);
        assertThat(SyslogFacility.ofConfigName("local8")).isEmpty();
    }

    private static String text(SyslogFormat format, String text) {
        return new String(format.format(SyslogSeverity.INFO, AT, text), StandardCharsets.UTF_8);
    }
}
