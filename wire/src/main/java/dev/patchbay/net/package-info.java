/**
 * IP and transport addresses as immutable values: literals only, never names, so nothing here can block on DNS.
 *
 * <p>Threads: immutable, any. Start reading at {@link dev.patchbay.net.TransportAddress}.
 */
package dev.patchbay.net;
