/**
 * An ng message as a tree of strings, integers, lists and dictionaries, without regard to its encoding (bencode or JSON).
 *
 * <p>Strings are <em>octet strings</em>: each char 0..255 is one byte of the message, so that SDP and tags of any encoding
 * survive unchanged; {@link dev.patchbay.ngvalue.NgString#ofText} and {@link dev.patchbay.ngvalue.NgString#toText} convert
 * to and from text (UTF-8). Threads: values are immutable, builders belong to their maker. Start reading at
 * {@link dev.patchbay.ngvalue.NgDict}.
 */
package dev.patchbay.ngvalue;
