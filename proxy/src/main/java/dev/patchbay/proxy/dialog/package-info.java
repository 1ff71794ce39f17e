/**
 * Dialogs that pass the proxy (RFC 3261 section 12), and how one is ended from the middle.
 *
 * <p>{@link dev.patchbay.proxy.dialog.DialogTable} is fed with the messages on their way and learns what it needs to send a BYE to both
 * sides, as if each came from the other; {@link dev.patchbay.proxy.dialog.DialogTermination} does so for operators and for relays
 * whose media timed out; {@link dev.patchbay.proxy.dialog.XmlRpcEndpoint} is where such a relay of another process calls.
 *
 * <p>Threads: any. Time is an argument. Start reading at {@link dev.patchbay.proxy.dialog.DialogTable}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.proxy.dialog;
