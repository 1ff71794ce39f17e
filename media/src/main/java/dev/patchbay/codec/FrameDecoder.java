package dev.patchbay.codec;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** The receiving half of one stream: has the stream's state, if the codec has any. One thread. */
public interface FrameDecoder {

    /**
     * Decodes a payload, whatever a peer put into it: nothing is thrown for its content.
     *
     * @param payload read up to its limit, or as far as {@code frame} has room
     * @param frame written from its position on, which moves
     */
    void decode(ByteBuffer payload, ShortBuffer frame);
}
