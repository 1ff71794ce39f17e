package dev.patchbay.sip.management;

/**
 * @param httpStatus 200, or the status of an error
 * @param body JSON; empty when the client wants no answer
 */
record JsonRpcReply(int httpStatus, String body) {}
