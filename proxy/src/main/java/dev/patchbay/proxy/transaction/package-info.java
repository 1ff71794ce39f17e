/**
 * Transactions of RFC 3261 section 17 with the corrections of RFC 6026, as state machines: they are told what arrives and when time has
 * come, and say what to send. They open nothing and start no thread.
 *
 * <p>Threads: a transaction is used by one thread at a time; whoever made it takes care of that, for its timers too. Start reading at
 * {@link dev.patchbay.proxy.transaction.ClientTransaction} and {@link dev.patchbay.proxy.transaction.ServerTransaction}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy.transaction;
