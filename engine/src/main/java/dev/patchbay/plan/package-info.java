/**
 * What signalling and the data plane say to each other: the immutable {@link dev.patchbay.plan.ForwardingPlan} of a call on its way
 * down, and the {@link dev.patchbay.plan.ComponentStatus} of each component to be read from above.
 *
 * <p>Threads: plans are made by the thread of a request and carried out by the call's media worker. A status has one writer, the worker,
 * and may be read by any thread at any time.
 *
 * <p>Start reading at {@code ForwardingPlan} and {@code ComponentPlan}, which list all that a worker can be told about a stream.
 */
package dev.patchbay.plan;
