/**
 * What RTCP says about the quality of a call's sources: loss, jitter, round trip and the opinion score made of them, with a bounded history.
 *
 * <p>Threads: an {@link dev.patchbay.quality.SsrcTable} belongs to its call's media worker; an {@link dev.patchbay.quality.SsrcReport} is a
 * copy for anybody.
 *
 * <p>Start reading at {@code SsrcQuality.onReceiverReport}.
 */
package dev.patchbay.quality;
