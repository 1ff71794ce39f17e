/**
 * Relays as the SIP side knows them: what a socket list says of them, the sets they belong to, and whether they are in use now.
 * Nothing here knows a protocol: the rtpengine and rtpproxy modules share it, and so do selection, pings, database and
 * management.
 *
 * <p>{@link dev.patchbay.sip.node.SocketListParser} reads socket lists into {@link dev.patchbay.sip.node.RelayDefinition}s;
 * {@link dev.patchbay.sip.node.RelaySets} holds the sets in force as an immutable {@link dev.patchbay.sip.node.RelaySnapshot} that a
 * reload swaps as a whole; the one thing that lives is the {@link dev.patchbay.sip.node.RelayNode}, whose state survives reloads.
 *
 * <p>Threads: any. Start reading at {@link dev.patchbay.sip.node.RelaySets}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.node;
