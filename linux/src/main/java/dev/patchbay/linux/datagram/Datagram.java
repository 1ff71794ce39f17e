package dev.patchbay.linux.datagram;

import dev.patchbay.net.TransportAddress;
import java.nio.ByteBuffer;

/**
 * A received (or to be sent) datagram in a reused buffer. It is valid until the {@link DatagramHandler} returns, or, once it
 * was given to {@link DatagramIo#send}, until the next {@link DatagramIo#flush}: until then its bytes must not change any more.
 * Owner thread only.
 */
public interface Datagram {

    /** Largest payload that is kept whole; a longer datagram arrives cut and {@link #isTruncated}. */
    int MAX_LENGTH = 4096;

    /** The token of a datagram that was allocated, not received. */
    int NO_TOKEN = -1;

    /** The token given with {@link DatagramIo#attach}; a copy keeps it, an allocated one has {@link #NO_TOKEN}. */
    int token();

    /** A direct buffer, big endian, capacity {@link #MAX_LENGTH}; the payload is bytes 0 to {@link #length} (use absolute access). */
    ByteBuffer bytes();

    int length();

    /** @param length 0..{@link #MAX_LENGTH} */
    void setLength(int length);

    boolean isTruncated();

    /** Whether it came from this address; allocates nothing. An allocated datagram came from none. */
    boolean isFrom(TransportAddress address);

    /** Whether it came from this IP address, whatever the port; allocates nothing. */
    boolean isFromIp(TransportAddress address);

    /** UDP source port, 0..65535; 0 when allocated. */
    int sourcePort();

    /**
     * The source as a value: allocates, so once per stream and never per packet.
     *
     * @throws IllegalStateException when the datagram was allocated, not received
     */
    TransportAddress copySource();
}
