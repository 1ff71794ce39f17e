package dev.patchbay.sip.event;

/**
 * What was counted since the start.
 *
 * @param received datagrams
 * @param malformed datagrams that are no JSON object
 * @param dropped events that found their queue full
 * @param failed events whose listener threw an exception
 */
public record EventFigures(long received, long malformed, long dropped, long failed) {}
