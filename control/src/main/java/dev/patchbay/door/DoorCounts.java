package dev.patchbay.door;

/**
 * What has gone through a door since it was opened.
 *
 * @param received datagrams, whatever became of them
 * @param answered replies handed to the kernel
 * @param overloaded requests dropped because too many were in flight
 * @param failed requests that ran into an exception, or whose reply could not be sent
 */
public record DoorCounts(long received, long answered, long overloaded, long failed) {}
