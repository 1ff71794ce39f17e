package dev.patchbay.sip.management;

/** Ends dialogs: what a SIP server offers, so that {@code teardown} works. */
@FunctionalInterface
public interface DialogTerminator {

    /**
     * Ends the dialogs of a call, by BYE to both sides or however the server does it. May block; any thread.
     *
     * @return false when there is no such dialog, or it could not be ended
     */
    boolean terminate(String callId);
}
