package dev.patchbay.linux.datagram;

/**
 * A datagram whose memory is used again and again. Owner thread only.
 *
 * @param <D> itself
 */
interface ReusableDatagram<D> extends Datagram {

    /** Forgets what was in it: empty, of no socket and no source. */
    void clear();

    /** Takes over bytes, source and socket of another one. */
    void copyFrom(D other);
}
