/**
 * Which relay a call goes to, exactly as the modules choose, so that a cluster of different proxies puts a call on the same relay.
 * {@link dev.patchbay.sip.select.OpenSipsSelection} is a pure function of call-id and node states;
 * {@link dev.patchbay.sip.select.KamailioSelection} also remembers where a call went, in a
 * {@link dev.patchbay.sip.select.CallTable}.
 *
 * <p>Threads: any. Selection waits for a ping only when no relay of the set is in use. Start reading at
 * {@link dev.patchbay.sip.select.NodeSelector}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.select;
