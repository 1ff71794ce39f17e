/**
 * A SIP message as the functions need it, whatever stack it came from, and SDP inside its body.
 *
 * <p>{@link dev.patchbay.sip.message.SipMessage} is what an adapter implements; {@link dev.patchbay.sip.message.TextSipMessage} is one for
 * messages that are just text. {@link dev.patchbay.sip.message.SdpPart} finds the SDP in a body and exchanges it without touching
 * another byte.
 *
 * <p>Threads: a message belongs to the thread that routes it. Start reading at {@link dev.patchbay.sip.message.SipMessage}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.message;
