/**
 * STUN messages as ICE uses them (RFC 8489, RFC 8445 section 7): read in place, written into one reused buffer, protected by short-term
 * credentials and fingerprint. Only what an ICE agent needs: no TURN, no classic STUN (RFC 3489).
 *
 * <p>Threads: one per {@link dev.patchbay.stun.StunView}, {@link dev.patchbay.stun.StunWriter} and
 * {@link dev.patchbay.stun.StunDigest}; the rest is immutable. Reading allocates nothing before the message has proven authentic.
 * Start reading at {@link dev.patchbay.stun.StunView}.
 */
package dev.patchbay.stun;
