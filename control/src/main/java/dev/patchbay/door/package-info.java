/**
 * What the UDP control protocols share: the socket and its threads, the cache that answers retransmissions, warnings that do
 * not flood the log.
 *
 * <p>Threads: each door has one platform thread that receives; every datagram is answered on a virtual thread of its own.
 * Start reading at {@link dev.patchbay.door.DatagramDoor}.
 */
package dev.patchbay.door;
