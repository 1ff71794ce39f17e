package dev.patchbay.linux.datagram;

/**
 * A place in the registered files of a ring, and the socket in it. What the poller wants of the place ({@link #isWanted}) and what
 * the kernel does with it change apart from each other, because requests take effect and end later than they are made. Owner thread
 * only.
 */
final class RingPlace {

    final int index;
    final NativeSocket socket;
    /** Served; otherwise it is to be emptied. */
    boolean isWanted = true;
    /** The socket was put into the table, as far as is known. */
    boolean isRegistered;
    /** A receive request is under way. */
    boolean isReceiving;
    /** The request that ends it was made. */
    boolean isCancelling;
    /** The request that empties the place was made. */
    boolean isClosing;
    /** It was emptied. */
    boolean isClosed;

    RingPlace(int index, NativeSocket socket) {
        this.index = index;
        this.socket = socket;
    }

    /** Whether the kernel has nothing to do with the socket any more. */
    boolean isOver() {
        return !isWanted && isClosed && !isReceiving;
    }
}
