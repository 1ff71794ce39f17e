package dev.patchbay.rtppwire;

import java.util.OptionalInt;

/**
 * A SIP tag and the number of the media section it is about.
 *
 * @param mediaNumber from 1 as the modules count; empty when the tag stands alone
 */
public record RtppTag(String tag, OptionalInt mediaNumber) {}
