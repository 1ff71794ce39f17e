/**
 * Proxying (RFC 3261 section 16): requests on to one or more targets, the best of their responses back.
 *
 * <p>{@link dev.patchbay.proxy.forward.ProxyCore} gets what arrives and finds its transaction;
 * {@link dev.patchbay.proxy.forward.ProxyTransaction} is a request with its branches. What is to be done with a message is decided by a
 * {@link dev.patchbay.proxy.forward.Decider}, the routing script.
 *
 * <p>Threads: a transaction, its branches and its decisions run on virtual threads, one after the other ({@code SerialExecutor}).
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy.forward;
