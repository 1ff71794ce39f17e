/**
 * RTCP as bytes: a view that walks the packets of a compound, and the filter that cuts AVPF feedback out of it.
 *
 * <p>Threads: a view belongs to one thread and is wrapped anew for each datagram; nothing here allocates or throws for what a peer
 * sent. Start reading at {@link dev.patchbay.rtcp.RtcpView}.
 */
package dev.patchbay.rtcp;
