package dev.patchbay.ngvalue;

import java.util.OptionalLong;

/** Decimal numbers as SIP servers write them in strings. */
final class DecimalText {

    private DecimalText() {}

    /** An optional sign and digits, nothing else; beyond 64 bits the nearest limit (rtpengine: strtoll). */
    static OptionalLong parse(String text) {
        int length = text.length();
        boolean isNegative = length > 0 && text.charAt(0) == '-';
        int at = length > 0 && (isNegative || text.charAt(0) == '+') ? 1 : 0;
        if (at == length) {
            return OptionalLong.empty();
        }
        long value = 0;
        boolean isBeyond = false;
        for (; at < length; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            isBeyond |= value < (Long.MIN_VALUE + digit) / 10;
            value = isBeyond ? Long.MIN_VALUE : value * 10 - digit;
        }
        if (isNegative) {
            return OptionalLong.of(value);
        }
        return OptionalLong.of(value == Long.MIN_VALUE ? Long.MAX_VALUE : -value);
    }
}
