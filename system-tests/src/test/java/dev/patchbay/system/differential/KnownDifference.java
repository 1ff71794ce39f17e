package dev.patchbay.system.differential;

import java.util.regex.Pattern;

/**
 * What differs on purpose and cannot be kept out of conversations by lot: it is taken out of both replies. The golden cases named here
 * and COMPATIBILITY.md say why.
 */
enum KnownDifference {
    /** {@code 20-answer-dynamic-without-rtpmap}. */
    EMPTY_RTPMAP("(?m)^a=rtpmap:\\d+ /0\\n", ""),
    /** {@code 12-message}. */
    BARE_LINE_END_OF_COPIED_ADDRESS("(?m)^(c=IN .*)<LF>$", "$1"),
    /** {@code 12-message-mid}. */
    SECOND_MID("(?m)^(a=mid:\\S+)\\n\\1$", "$1"),
    /** {@code 12-message-generate-mid-own-address}: it is not in the section that it is for. */
    MISPLACED_MID("(?m)^((?:a=mid:|t=).*(?:\\n(?!m=).*)*?)\\na=mid:\\S+(?=\\nm=message )", "$1"),
    /** The same: ours is where it belongs. */
    MID_OF_MESSAGE("(?m)^(m=message .*(?:\\n(?!m=).*)*?)\\na=mid:\\S+$", "$1"),
    /** {@code 41-ice-lite-peer-query}: rtpengine sees it in media sections only. */
    ICE_LITE_PEER("(?:, \"ICE controlling\")?, \"ICE-lite peer\"", ""),
    /** {@code 42-ice-trickle-answer-removed}: rtpengine speaks of trickling where it has no ICE to trickle. */
    TRICKLE_WITHOUT_ICE("(?m)^(m=.*(?:\\n(?!m=|a=ice-ufrag:).*)*?)\\na=ice-options:trickle(?:\\na=end-of-candidates)?$", "$1"),
    /** {@code 38-dtls-no-query}: roles of an association that is not offered. */
    ROLES_WITHOUT_DTLS("(?<!\"DTLS-SRTP\"), \"DTLS role active\", \"DTLS role passive\"|(?<=\\[)\"DTLS role active\", \"DTLS role passive\", ", ""),
    /** {@code 32-sdes-option-encrypted}: a key is passed on less often. That it is passed on where it should be, the golden cases show. */
    KEYS_OF_OUR_OWN("(?m)^(a=crypto:\\d+ \\S+ inline:)[A-Za-z0-9+/]+", "$1KEY");

    private final Pattern pattern;
    private final String replacement;

    KnownDifference(String pattern, String replacement) {
        this.pattern = Pattern.compile(pattern);
        this.replacement = replacement;
    }

    /** The reply without anything that is known to differ. */
    static String leaveOut(String reply) {
        String text = reply;
        for (KnownDifference known : values()) {
            text = known.pattern.matcher(text).replaceAll(known.replacement);
        }
        return text;
    }
}
