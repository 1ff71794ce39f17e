/**
 * What a routing script is written with. A script extends {@link dev.patchbay.proxy.route.RoutingScript}; what its methods get is a message
 * in one kind of route, and has the verbs that make sense there.
 *
 * <p>Threads: methods of a script run on virtual threads, for one transaction one after the other, for different ones at the same time. They
 * may block; what takes longer than the proxy's limit is given up, and the caller gets 500.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy.route;
