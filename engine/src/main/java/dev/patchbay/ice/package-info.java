/**
 * Interactive Connectivity Establishment (RFC 8445) for one media section: a full or lite agent, controlling or controlled, with
 * trickle (RFC 8838), restarts and consent freshness (RFC 7675), as a pure state machine. Time, datagrams and what signalling says
 * come in by methods of {@link dev.patchbay.ice.IceAgent}; datagrams and news go out by {@link dev.patchbay.ice.IceListener}.
 *
 * <p>Threads: an agent belongs to the media worker of its call. The records are immutable. Nothing here opens sockets or reads clocks.
 *
 * <p>Start reading at {@link dev.patchbay.ice.IceAgent}; {@code IceSession} holds what signalling says, {@code CheckList} the
 * candidate pairs; {@code CheckResponder} answers the peer's checks, {@code CheckOutcomes} reads the answers to ours, {@code Nomination}
 * picks the pairs to use, {@code SelectedPaths} uses them and asks for the peer's {@code Consent}.
 *
 * <p>Where it is less than RFC 8445: check lists of different sections do not wait for each other, and server-reflexive candidates of
 * our own are not gathered, because a relay has addresses that can be reached.
 */
package dev.patchbay.ice;
