package dev.patchbay.log;

/**
 * What a log line says about the call it belongs to. Bound at the edge of a request or of a worker's event and visible to
 * everything called from there, on the same thread.
 */
public final class CallScope {

    /** The call-id that prefixes each line. */
    public static final ScopedValue<String> CALL_ID = ScopedValue.newInstance();

    /** The local media port a line is about, beside the call-id. */
    public static final ScopedValue<Integer> LOCAL_PORT = ScopedValue.newInstance();

    /** Bound to true for a call with the {@code debug} flag: all its lines are written, whatever the level. */
    public static final ScopedValue<Boolean> DEBUG = ScopedValue.newInstance();

    private CallScope() {}

    /**
     * The call-id bound, ready to run or call something.
     *
     * @param isDebug whether the call has the {@code debug} flag
     */
    public static ScopedValue.Carrier of(String callId, boolean isDebug) {
        return ScopedValue.where(CALL_ID, callId).where(DEBUG, isDebug);
    }

    /** Runs an action with the call-id bound. */
    public static void run(String callId, Runnable action) {
        ScopedValue.where(CALL_ID, callId).run(action);
    }

    static boolean isDebugging() {
        return DEBUG.isBound() && DEBUG.get();
    }
}
