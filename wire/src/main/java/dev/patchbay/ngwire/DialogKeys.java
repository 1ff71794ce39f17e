package dev.patchbay.ngwire;

import java.util.Optional;

/**
 * What an offer or answer says of the dialog it belongs to. Tags are as in the request: an answer's {@code fromTag} is still the
 * offerer.
 *
 * @param viaBranch tells forked branches of one offer apart
 * @param label remembered for the party that sends the SDP
 */
public record DialogKeys(
        String callId,
        String fromTag,
        Optional<String> toTag,
        Optional<String> viaBranch,
        Optional<String> label) {}
