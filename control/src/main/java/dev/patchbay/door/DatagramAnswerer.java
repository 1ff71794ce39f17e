package dev.patchbay.door;

import dev.patchbay.net.TransportAddress;
import java.util.Optional;

/** Turns a request datagram into its reply. Called on many threads at once, may block. */
@FunctionalInterface
public interface DatagramAnswerer {

    /**
     * @param datagram the whole payload; the answerer may keep it
     * @return the reply, or empty for none
     */
    Optional<byte[]> answer(byte[] datagram, TransportAddress peer);
}
