package dev.patchbay.proxy.transaction;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/** A request of ours that is no INVITE (RFC 3261 section 17.1.2). */
final class PlainClientTransaction extends ClientTransaction {

    private enum State {
        TRYING,
        PROCEEDING,
        COMPLETED,
        TERMINATED
    }

    private final boolean isReliable;
    private final Timers timers;
    private State state = State.TRYING;
    private Timers.Pending repetition = Timers.Pending.NONE; // timer E
    private Timers.Pending end = Timers.Pending.NONE; // timer F or K, by state

    PlainClientTransaction(SIPRequest request, boolean isReliable, Timers timers, Outlet outlet, Owner owner) {
        super(request, outlet, owner);
        this.isReliable = isReliable;
        this.timers = timers;
    }

    @Override
    public void start() {
        end = timers.after(TimerValues.GIVE_UP_MS, this::giveUp);
        if (transmit() && !isReliable) {
            repeatAfter(TimerValues.T1_MS);
        }
    }

    private void repeatAfter(long intervalMs) {
        repetition = timers.after(intervalMs, () -> {
            switch (state) {
                case TRYING, PROCEEDING -> {
                    sendQuietly(request());
                    repeatAfter(state == State.TRYING ? TimerValues.doubled(intervalMs) : TimerValues.T2_MS);
                }
                case COMPLETED, TERMINATED -> {}
            }
        });
    }

    private void giveUp() {
        if (state == State.TRYING || state == State.PROCEEDING) {
            owner().onTimeout();
            abandon();
        }
    }

    @Override
    public void onResponse(SIPResponse response) {
        switch (state) {
            case TRYING, PROCEEDING -> {
                if (response.getStatusCode() < 200) {
                    state = State.PROCEEDING;
                } else {
                    state = State.COMPLETED;
                    repetition.cancel();
                    end.cancel();
                    end = timers.after(isReliable ? 0 : TimerValues.T4_MS, this::abandon);
                }
                owner().onResponse(response);
            }
            case COMPLETED, TERMINATED -> {}
        }
    }

    @Override
    public void abandon() {
        if (state != State.TERMINATED) {
            state = State.TERMINATED;
            repetition.cancel();
            end.cancel();
            owner().onEnded(this);
        }
    }
}
