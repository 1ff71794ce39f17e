/**
 * The data plane: media workers that receive, check, rewrite and send packets by the immutable
 * {@link dev.patchbay.plan.ForwardingPlan} of each call.
 *
 * <p>Threads: one platform thread {@code media-N} per {@code MediaWorker}; a call and all its ports live on one worker. Everybody
 * else reaches it through {@link dev.patchbay.plane.MediaPlane}, whose calls become commands in a bounded queue, and reads figures
 * from {@link dev.patchbay.plan.ComponentStatus}. Nothing on the packet path locks, blocks or allocates.
 *
 * <p>Start reading at {@code MediaWorker.doWork}, then {@code IngressPath} and {@code EgressPath}, which name every step in order.
 * Live state hangs below {@code LiveCall}: a {@code Component} for each {@code ComponentPlan}, its {@code EndpointLearner}, and
 * the {@code SsrcTable} (package {@code quality}) with what RTCP says about quality.
 */
package dev.patchbay.plane;
