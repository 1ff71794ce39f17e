package dev.patchbay.codec;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** The sending half of one stream: has the stream's state, if the codec has any. One thread. */
public interface FrameEncoder {

    /**
     * Encodes all remaining samples as the payload of one packet.
     *
     * @param frame read up to its limit; a whole number of the codec's frames
     * @param payload written from its position on, which moves; has room for the frame
     */
    void encode(ShortBuffer frame, ByteBuffer payload);
}
