/**
 * What the UDP control protocols share: the socket and its threads, the cache that answers retransmissions, warnings that do
 * not flood the log.
 *
 * <p>Threads: each door has platform threads of its own; one receives a datagram and answers it, while another one receives.
 * Start reading at {@link dev.patchbay.door.DatagramDoor}.
 */
package dev.patchbay.door;
