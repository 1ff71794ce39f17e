/**
 * The rtpengine modules of OpenSIPS and Kamailio as Java: {@link dev.patchbay.sip.rtpengine.OpenSipsRtpengine} and
 * {@link dev.patchbay.sip.rtpengine.KamailioRtpengine}, each with its own document's names, defaults and habits. What they share is in
 * {@link dev.patchbay.sip.rtpengine.RtpengineCore}; where they differ on the wire, {@link dev.patchbay.sip.rtpengine.Dialect} says it.
 *
 * <p>Threads: a function runs on its caller's thread and waits there for the relay: call it from a virtual thread. Any number at a time.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.sip.rtpengine;
