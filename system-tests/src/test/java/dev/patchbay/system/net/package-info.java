/**
 * Network namespaces and the processes in them: every host of a test (relay, user agents) is a namespace of its own, joined by
 * virtual Ethernet, so that source addresses and routes are honest. Needs root. Start with
 * {@link dev.patchbay.system.net.NetNamespace}; everything here is closed by whoever opened it, and by a shutdown hook at the latest.
 */
package dev.patchbay.system.net;
