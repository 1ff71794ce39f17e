/**
 * The ng protocol's doors: messages in, messages out, without knowledge of any command. What a command means is behind
 * {@link dev.patchbay.ng.NgDispatcher}.
 *
 * <p>Threads: {@link dev.patchbay.ng.NgExchange} is called on the thread of the request, whichever door it came
 * through. Start reading at {@link dev.patchbay.ng.NgExchange}.
 */
package dev.patchbay.ng;
