package dev.patchbay.negotiate;

/**
 * The version to print in o= when the relay keeps count itself (RFC 3264, section 8).
 *
 * @param number unsigned
 * @param body what was sent with it, version taken out
 */
record SdpVersion(long number, String body) {

    static SdpVersion next(SdpMemory memory, String seen, String body) {
        Long last = memory.version();
        if (last == null) {
            return new SdpVersion(parse(seen), body);
        }
        return new SdpVersion(body.equals(memory.lastBody()) ? last : last + 1, body);
    }

    /** A version that is no number, zero or the largest one is of no use as a start: then it starts at 1. */
    private static long parse(String text) {
        try {
            long number = Long.parseUnsignedLong(text);
            return number == 0 || number == -1 ? 1 : number;
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
