/**
 * Bencode, the encoding of ng messages: strings {@code 4:ping}, integers {@code i5e}, lists {@code l…e} and dictionaries
 * {@code d…e}, to and from {@link dev.patchbay.ngvalue.NgValue}.
 *
 * <p>As rtpengine and its clients speak it, keys need not be sorted and are written in the order they were put. Threads:
 * readers and writers belong to their maker. Start reading at {@link dev.patchbay.bencode.BencodeReader}.
 */
package dev.patchbay.bencode;
