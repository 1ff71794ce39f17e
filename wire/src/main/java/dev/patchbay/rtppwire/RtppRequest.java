package dev.patchbay.rtppwire;

/**
 * One datagram.
 *
 * @param cookie what the reply begins with; equal cookies are one request
 */
public record RtppRequest(String cookie, RtppCommand command) {}
