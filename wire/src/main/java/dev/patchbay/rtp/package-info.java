/**
 * RTP as bytes: flyweight views over a datagram, and the first look that tells protocols on one port apart.
 *
 * <p>Threads: a view belongs to one thread and is wrapped anew for each datagram; nothing here allocates or throws for what a peer
 * sent. Start reading at {@link dev.patchbay.rtp.DatagramKind}, then {@link dev.patchbay.rtp.RtpView}.
 */
package dev.patchbay.rtp;
