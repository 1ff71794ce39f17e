package dev.patchbay.proxy.transaction;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/** A request that came in and is no INVITE (RFC 3261 section 17.2.2). */
final class PlainServerTransaction extends ServerTransaction {

    private enum State {
        TRYING,
        COMPLETED,
        TERMINATED
    }

    private final boolean isReliable;
    private final Timers timers;
    private State state = State.TRYING;
    private Timers.Pending end = Timers.Pending.NONE; // timer J

    PlainServerTransaction(boolean isReliable, Timers timers, Outlet outlet, Runnable onEnded) {
        super(outlet, onEnded);
        this.isReliable = isReliable;
        this.timers = timers;
    }

    @Override
    public void onRepeated(SIPRequest request) {
        if (state != State.TERMINATED) {
            repeatLast();
        }
    }

    @Override
    public boolean respond(SIPResponse response) {
        if (state != State.TRYING) {
            return false;
        }
        transmit(response);
        if (response.getStatusCode() >= 200) {
            state = State.COMPLETED;
            end = timers.after(isReliable ? 0 : TimerValues.GIVE_UP_MS, this::abandon);
        }
        return true;
    }

    @Override
    public boolean isAnswered() {
        return state != State.TRYING;
    }

    @Override
    public boolean isAckOurs() {
        return false;
    }

    @Override
    public void abandon() {
        if (state != State.TERMINATED) {
            state = State.TERMINATED;
            end.cancel();
            tellEnded();
        }
    }
}
