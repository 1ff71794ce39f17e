/**
 * Lossless SDP (RFC 8866): text to records and back, byte for byte.
 *
 * <p>{@link dev.patchbay.sdp.SdpParser} reads a body into {@link dev.patchbay.sdp.SdpBody}, whose lines keep their raw text beside the
 * parsed view; {@link dev.patchbay.sdp.SdpPrinter} writes it back. A rewriting engine copies the lines it does not touch and builds the
 * others with {@link dev.patchbay.sdp.SdpLine#of}. Text is ISO-8859-1: one character is one byte, so nothing is lost, whatever it means.
 *
 * <p>Where the RFC leaves a choice or is widely ignored, the parser follows what rtpengine accepts and refuses; the places are marked
 * {@code // rtpengine:}. A new attribute is a record in {@link dev.patchbay.sdp.Attribute}, a case in {@code AttributeParser}, a case in
 * {@code ContentPrinter} and a row in the round-trip test.
 *
 * <p>Threads: immutable, any. Start reading at {@link dev.patchbay.sdp.SdpParser}.
 */
package dev.patchbay.sdp;
