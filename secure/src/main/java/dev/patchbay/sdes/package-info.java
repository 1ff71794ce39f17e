/**
 * Keys in SDP: the {@code a=crypto} attribute (SDES, RFC 4568), read into {@link dev.patchbay.srtp.SrtpParameters} and printed from
 * them. Immutable values; any thread. Start with {@link dev.patchbay.sdes.CryptoAttribute}.
 */
@NullMarked
package dev.patchbay.sdes;

import org.jspecify.annotations.NullMarked;
