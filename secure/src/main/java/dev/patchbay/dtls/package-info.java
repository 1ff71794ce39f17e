/**
 * DTLS-SRTP (RFC 5763, RFC 5764): the relay's certificate, and handshakes that end in keys for SRTP. No sockets: datagrams come in by
 * {@link dev.patchbay.dtls.DtlsAssociation#receive} and go out by {@link dev.patchbay.dtls.DtlsListener}.
 *
 * <p>Threads: a handshake is blocking code and has a virtual thread of its own, which begins with the first datagram and lives as long
 * as the association. Whoever receives (a media worker) only puts datagrams in a bounded queue and never waits.
 *
 * <p>Who may speak to an association is decided by its caller: give it only datagrams from sources that signalling named or ICE
 * validated. There is no HelloVerifyRequest (RFC 6347, section 4.2.1): the library gives up on hellos that come in two datagrams when
 * it has to verify cookies, and browsers' do. That rule about sources and {@link dev.patchbay.dtls.HandshakeBudget} do its work.
 *
 * <p>Start reading at {@link dev.patchbay.dtls.DtlsAssociation}.
 */
package dev.patchbay.dtls;
