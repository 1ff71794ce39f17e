/**
 * {@link dev.patchbay.sip.jain.JainSipMessage} shows a JAIN-SIP request or response to the functions of the rtpengine modules.
 *
 * <p>Threads: as the message it wraps, one at a time.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.jain;
