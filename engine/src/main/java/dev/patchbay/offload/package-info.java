/**
 * Streams that the kernel forwards: which ones, since when, and when they come back.
 *
 * <p>{@link dev.patchbay.offload.OffloadPolicy} decides, without state; {@link dev.patchbay.offload.Placement} names every decision.
 * {@link dev.patchbay.offload.WorkerOffload} belongs to one media worker and holds its {@link dev.patchbay.offload.OffloadedStream}s:
 * it starts them, brings their counters back, checks that what goes in comes out, and ends those where it does not.
 * {@link dev.patchbay.offload.KernelOffload} owns the programs, their attachment to interfaces and the lease, on a thread of its own.
 *
 * <p>Nothing here knows calls: {@code dev.patchbay.plane.OffloadStep} asks, from the packets it sees. Start reading there, then at
 * {@link dev.patchbay.offload.WorkerOffload}.
 */
package dev.patchbay.offload;
