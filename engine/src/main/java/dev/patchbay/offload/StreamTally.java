package dev.patchbay.offload;

/** Who wants to know what becomes of an offloaded stream. Called on the thread of its worker. */
public interface StreamTally {

    /**
     * The kernel forwarded packets since the last time.
     *
     * @param packets 1 or more
     * @param bytes UDP payload of those
     * @param lastNs when the last one came, on the worker's clock
     * @param payloadType of the last one
     */
    void onForwarded(long packets, long bytes, long lastNs, int payloadType);

    /** The stream is back in user space, by a decision that was not its owner's. */
    void onReturned(Placement why, long nowNs);
}
