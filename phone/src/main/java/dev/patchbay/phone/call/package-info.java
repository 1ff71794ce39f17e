/**
 * The phone's signalling: one registration, one call, as caller or callee, over JAIN-SIP.
 *
 * <p>Threads: one, {@code phone}, runs all of it: {@link dev.patchbay.phone.call.PhoneLine} brings what the stack and timers report there.
 * Start reading at {@link dev.patchbay.phone.call.Phone}, then {@code OutgoingCall} or {@code IncomingCall}, and {@code Conversation}, which
 * both come to.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.phone.call;
