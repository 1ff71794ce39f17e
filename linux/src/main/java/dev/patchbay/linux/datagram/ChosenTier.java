package dev.patchbay.linux.datagram;

/**
 * What {@link MediaTierProbe} found.
 *
 * @param sockets to be used by the whole process
 * @param reason one line for the log: which tier, and why not a faster one
 */
public record ChosenTier(MediaSockets sockets, String reason) {}
