package dev.patchbay.plane;

import java.util.concurrent.atomic.AtomicLongArray;

/** What one worker counts over all its calls. One writer, any readers. */
final class WorkerCounters {

    enum Counter {
        PACKETS,
        BYTES,
        ERRORS,
        /** Forwarded in the kernel, not in {@link #PACKETS}. */
        KERNEL_PACKETS,
        KERNEL_BYTES,
        STRAY_PACKETS,
        FAILURES,
        /** DTLS handshakes that brought keys. */
        HANDSHAKES,
        /** Attempts at a DTLS handshake that came to nothing. */
        FAILED_HANDSHAKES,
        /** DTLS datagrams from an address that nobody vouches for. */
        STRAY_HANDSHAKES,
        /** SRTP and SRTCP packets with a wrong tag. */
        UNAUTHENTIC_PACKETS,
        /** SRTP and SRTCP packets that came before. */
        REPLAYED_PACKETS,
        /** Streams whose SRTP has never authenticated; each once. */
        UNAUTHENTIC_STREAMS,
        ICE_COMPLETED,
        ICE_FAILED,
        CONSENT_EXPIRED,
        /** Authentic STUN messages to our agents. */
        STUN_ACCEPTED,
        /** Malformed, forged or unasked for. */
        STUN_REFUSED,
        /** Quality samples of all streams. */
        MOS_SAMPLES,
        /** Sum of their scores, times 10. */
        MOS_TENTHS,
        /** Sum of the squares of those. */
        MOS_TENTHS_SQUARED
    }

    private final AtomicLongArray cells = new AtomicLongArray(Counter.values().length);

    long get(Counter counter) {
        return cells.getOpaque(counter.ordinal());
    }

    void add(Counter counter, long amount) {
        cells.setOpaque(counter.ordinal(), cells.getPlain(counter.ordinal()) + amount);
    }
}
