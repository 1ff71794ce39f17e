package dev.patchbay.proxy.transaction;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/** An INVITE that came in (RFC 3261 section 17.2.1, RFC 6026). */
final class InviteServerTransaction extends ServerTransaction {

    private enum State {
        PROCEEDING,
        COMPLETED,
        CONFIRMED,
        ACCEPTED,
        TERMINATED
    }

    private final boolean isReliable;
    private final Timers timers;
    private State state = State.PROCEEDING;
    private Timers.Pending repetition = Timers.Pending.NONE; // timer G
    private Timers.Pending end = Timers.Pending.NONE; // timer H, I or L, by state

    InviteServerTransaction(boolean isReliable, Timers timers, Outlet outlet, Runnable onEnded) {
        super(outlet, onEnded);
        this.isReliable = isReliable;
        this.timers = timers;
    }

    @Override
    public void onRepeated(SIPRequest request) {
        boolean isAck = request.getMethod().equals("ACK");
        switch (state) {
            case PROCEEDING, COMPLETED -> {
                if (!isAck) {
                    repeatLast();
                } else if (state == State.COMPLETED) {
                    state = State.CONFIRMED;
                    repetition.cancel();
                    end.cancel();
                    end = timers.after(isReliable ? 0 : TimerValues.T4_MS, this::abandon);
                }
            }
            // Repeated INVITEs after a 2xx are the callee's matter: it repeats the 2xx until the ACK comes.
            case ACCEPTED, CONFIRMED, TERMINATED -> {}
        }
    }

    @Override
    public boolean respond(SIPResponse response) {
        int status = response.getStatusCode();
        boolean isSuccess = status >= 200 && status < 300;
        boolean isPassed = switch (state) {
            case PROCEEDING -> true;
            case ACCEPTED -> isSuccess;
            case COMPLETED, CONFIRMED, TERMINATED -> false;
        };
        if (isPassed) {
            transmit(response);
            if (state == State.PROCEEDING && status >= 200) {
                finish(isSuccess);
            }
        }
        return isPassed;
    }

    private void finish(boolean isSuccess) {
        state = isSuccess ? State.ACCEPTED : State.COMPLETED;
        end = timers.after(TimerValues.GIVE_UP_MS, this::abandon);
        if (!isSuccess && !isReliable) {
            repeatAfter(TimerValues.T1_MS);
        }
    }

    private void repeatAfter(long intervalMs) {
        repetition = timers.after(intervalMs, () -> {
            if (state == State.COMPLETED) {
                repeatLast();
                repeatAfter(TimerValues.doubled(intervalMs));
            }
        });
    }

    @Override
    public boolean isAnswered() {
        return state != State.PROCEEDING;
    }

    @Override
    public boolean isAckOurs() {
        return state == State.COMPLETED || state == State.CONFIRMED;
    }

    @Override
    public void abandon() {
        if (state != State.TERMINATED) {
            state = State.TERMINATED;
            repetition.cancel();
            end.cancel();
            tellEnded();
        }
    }
}
