/**
 * Exchanges commands with relays: cookies, repetition, time limits, a limit of commands in flight per node, connections over UDP,
 * TCP, HTTP, WebSocket and Unix sockets, pings. What a command says is the business of a
 * {@link dev.patchbay.sip.client.RelayProtocol}; the ng protocol is one ({@link dev.patchbay.sip.client.NgProtocol}), rtpproxy's can
 * be another.
 *
 * <p>{@link dev.patchbay.sip.client.RelayClient} is asynchronous: nothing in it waits for a relay on a caller's thread, so a relay that is
 * slow or dead costs only the calls that are on it. {@link dev.patchbay.sip.client.CommandRunner} is the blocking face, for virtual
 * threads: it chooses a node, sends, and goes on to the next node when it must.
 *
 * <p>Threads: public methods may be called from any. {@code relay-reader} (platform) receives datagrams of all nodes,
 * {@code relay-timer} (platform) runs time limits; connections have a virtual thread per direction.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.client;
