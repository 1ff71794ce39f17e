package dev.patchbay.proxy.dialog;

import java.time.Instant;

/**
 * An INVITE outside of any dialog, as long as answers may come.
 *
 * @param caller its routes are those the INVITE had come over
 */
record PendingInvite(String callerTag, DialogParty caller, Instant forgottenAt) {}
