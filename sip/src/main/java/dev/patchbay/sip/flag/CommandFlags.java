package dev.patchbay.sip.flag;

import dev.patchbay.ngvalue.NgDict;
import java.util.Optional;

/**
 * A flags string, read.
 *
 * @param operation the command to send: {@code force-answer} turns an offer into an answer
 * @param isToTagForced the to-tag is sent even where it usually is not
 * @param isDirectional Kamailio: tags are sent with commands that usually go without
 * @param receivedFrom the address to give as the message's source
 * @param keys what goes into the command as it is, in the modules' order
 */
public record CommandFlags(
        NgOperation operation,
        Optional<String> callId,
        Optional<String> fromTag,
        Optional<String> toTag,
        boolean isToTagForced,
        boolean isDirectional,
        ViaBranch viaBranch,
        Optional<String> receivedFrom,
        NgDict keys) {}
