package dev.patchbay.cli;

import java.util.Locale;

/**
 * The settings that {@code list} shows and {@code set} changes. Words and texts are rtpengine's, since scripts read them.
 */
public enum CliSetting {
    MAX_OPEN_FILES(
            "maxopenfiles", "Maximum open-files configured on rtpengine: ", 0, 65_536, Integer.MAX_VALUE,
            "open_files", Refusal.FAIL, "can't set it under 65536"),
    MAX_SESSIONS(
            "maxsessions", "Maximum sessions configured on rtpengine: ", 0, -1, Integer.MAX_VALUE,
            "maxsessions", Refusal.FAIL, "either positive or -1 values allowed"),
    MAX_CPU(
            "maxcpu", "Maximum CPU usage configured on rtpengine: ", 1, -1, 100_000,
            "maxcpu", Refusal.FAIL, "out of range"),
    MAX_LOAD(
            "maxload", "Maximum load average configured on rtpengine: ", 2, -1, 100_000,
            "maxload", Refusal.FAIL, "out of range"),
    MAX_BANDWIDTH(
            "maxbw", "Maximum bandwidth configured on rtpengine: ", 0, 0, 1L << 53,
            "maxbw", Refusal.FAIL, "out of range"),
    TIMEOUT("timeout", "TIMEOUT=", 0, 0, Integer.MAX_VALUE, "timeout", Refusal.FAIL, "errno=0"),
    SILENT_TIMEOUT("silenttimeout", "SILENT_TIMEOUT=", 0, 0, Integer.MAX_VALUE, "timeout", Refusal.FAIL, "errno=0"),
    OFFER_TIMEOUT("offertimeout", "OFFER_TIMEOUT=", 0, 0, Integer.MAX_VALUE, "timeout", Refusal.FAIL, "errno=0"),
    FINAL_TIMEOUT("finaltimeout", "FINAL_TIMEOUT=", 0, 0, Integer.MAX_VALUE, "timeout", Refusal.FAIL, "errno=0"),
    REDIS_ALLOWED_ERRORS(
            "redisallowederrors", "", 0, -1, Integer.MAX_VALUE, "redis-allowed-errors", Refusal.INVALID, ">= -1"),
    REDIS_DISABLE_TIME(
            "redisdisabletime", "", 0, 0, Integer.MAX_VALUE, "redis-disable-time", Refusal.INVALID, ">= 0"),
    REDIS_CONNECT_TIMEOUT(
            "redisconnecttimeout", "", 0, 1, Integer.MAX_VALUE, "redis-connect-timeout", Refusal.INVALID, "> 0"),
    REDIS_CMD_TIMEOUT("rediscmdtimeout", "", 0, 0, Integer.MAX_VALUE, "redis-cmd-timeout", Refusal.INVALID, ">= 0"),
    CONTROL_TOS("controltos", "", 0, 0, 255, "control-tos", Refusal.INVALID, "between 0 and 255"),
    DELETE_DELAY("deletedelay", "", 0, 0, Integer.MAX_VALUE, "delete-delay", Refusal.PLAIN, "");

    /** How a change is refused: of name, value and reason. */
    private enum Refusal {
        FAIL("Fail setting %1$s to %2$s; %3$s\n"),
        INVALID("Invalid %1$s value %2$s, must be %3$s\n"),
        PLAIN("Invalid %1$s value\n");

        private final String form;

        Refusal(String form) {
            this.form = form;
        }
    }

    private final String word;
    private final String listPrefix;
    private final int decimals;
    private final long minimum;
    private final long maximum;
    private final String confirmedName;
    private final Refusal refusal;
    private final String rangeText;

    CliSetting(
            String word,
            String listPrefix,
            int decimals,
            long minimum,
            long maximum,
            String confirmedName,
            Refusal refusal,
            String rangeText) {
        this.word = word;
        this.listPrefix = listPrefix;
        this.decimals = decimals;
        this.minimum = minimum;
        this.maximum = maximum;
        this.confirmedName = confirmedName;
        this.refusal = refusal;
        this.rangeText = rangeText;
    }

    /** The last word of its commands. */
    public String word() {
        return word;
    }

    boolean isInRange(double value) {
        return value >= minimum && value <= maximum;
    }

    boolean hasDecimals() {
        return decimals > 0;
    }

    /** How it is listed. */
    String shown(double value) {
        return listPrefix + format(value);
    }

    String success(double value) {
        String remark = this == MAX_SESSIONS && value < 0 ? "; disable feature" : "";
        return "Success setting " + confirmedName + " to " + format(value) + remark + "\n";
    }

    String outOfRange(double value) {
        return refused(format(value), rangeText);
    }

    String notANumber(String text) {
        return refused(text, refusal == Refusal.FAIL ? "no digists found" : rangeText); // spelled so by rtpengine
    }

    String failed(double value, String why) {
        return Refusal.FAIL.form.formatted(confirmedName, format(value), why);
    }

    private String refused(String value, String why) {
        return refusal.form.formatted(confirmedName, value, why);
    }

    private String format(double value) {
        return decimals == 0 ? Long.toString((long) value) : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
