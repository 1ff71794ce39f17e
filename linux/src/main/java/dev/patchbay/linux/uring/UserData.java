package dev.patchbay.linux.uring;

/**
 * The 64 bits that a request carries and its completions give back: what kind of request it was, and the place (an index into the
 * registered files) it was for.
 */
public final class UserData {

    /** What a completion is the outcome of. */
    public enum Kind {
        /** Receiving on a place, until it ends. */
        RECEIVE,
        /** A datagram that was refused. */
        SEND,
        /** The eventfd was signalled. */
        WAKEUP,
        /** A file that could not be put in its place. */
        REGISTER,
        /** A request that could not be cancelled, because it had ended. */
        CANCEL,
        /** A place was emptied. */
        CLOSE
    }

    private static final Kind[] KINDS = Kind.values();

    private UserData() {}

    /** @param place 0 for kinds that have none */
    public static long of(Kind kind, int place) {
        return (long) kind.ordinal() << Integer.SIZE | place;
    }

    public static Kind kind(long userData) {
        return KINDS[(int) (userData >>> Integer.SIZE)];
    }

    public static int place(long userData) {
        return (int) userData;
    }
}
