/**
 * SRTP and SRTCP (RFC 3711, 6188, 7714): {@link dev.patchbay.srtp.SrtpSender} protects what goes out under one master key,
 * {@link dev.patchbay.srtp.SrtpReceiver} opens what comes in under one. Both work on the packet in an
 * {@link dev.patchbay.srtp.SrtpWorkspace}, of which a thread needs one or two in all; neither knows threads, sockets or clocks. One
 * thread at a time for each object; {@link dev.patchbay.srtp.SrtpParameters} and what it is made of are immutable.
 *
 * <p>Start with {@code SrtpReceiver.unprotectRtp}: parse, estimate the index, check for replay, authenticate, decrypt, and only then
 * remember anything.
 */
@NullMarked
package dev.patchbay.srtp;

import org.jspecify.annotations.NullMarked;
