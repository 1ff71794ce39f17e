/**
 * Codecs: what turns frames of 16-bit samples into RTP payloads and back. A {@link dev.patchbay.codec.Codec} says what it is called in SDP
 * and makes an encoder or decoder for each stream. {@link dev.patchbay.codec.G711} is the first.
 *
 * <p>Threads: a codec is immutable; an encoder or decoder belongs to the thread of its stream. Start reading at
 * {@link dev.patchbay.codec.Codec}.
 */
@org.jspecify.annotations.NullMarked
package dev.patchbay.codec;
