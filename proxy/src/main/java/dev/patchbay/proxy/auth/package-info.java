/**
 * Digest authentication (RFC 7616, RFC 8760, RFC 3261 section 22): challenges, their check, and who has which password.
 *
 * <p>{@link dev.patchbay.proxy.auth.DigestAuthentication} is what a proxy calls; {@link dev.patchbay.proxy.auth.NonceSource} makes nonces
 * that need no table, {@link dev.patchbay.proxy.auth.NonceCounts} sees that no request is accepted twice;
 * {@link dev.patchbay.proxy.auth.UserStore} knows the users. Time and randomness are arguments.
 *
 * <p>Threads: any; a user store may wait for its database. Start reading at {@link dev.patchbay.proxy.auth.DigestAuthentication}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy.auth;
