package dev.patchbay.proxy.transaction;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;

/** An INVITE of ours (RFC 3261 section 17.1.1, RFC 6026). A final response other than 2xx is acknowledged here, a 2xx by the caller. */
final class InviteClientTransaction extends ClientTransaction {

    private enum State {
        CALLING,
        PROCEEDING,
        COMPLETED,
        ACCEPTED,
        TERMINATED
    }

    private final boolean isReliable;
    private final Timers timers;
    private State state = State.CALLING;
    private Timers.Pending repetition = Timers.Pending.NONE; // timer A
    private Timers.Pending end = Timers.Pending.NONE; // timer B, D or M, by state
    private @Nullable SIPRequest ack; // of the final response, to be repeated with it

    InviteClientTransaction(SIPRequest request, boolean isReliable, Timers timers, Outlet outlet, Owner owner) {
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
            if (state == State.CALLING) {
                sendQuietly(request());
                repeatAfter(2 * intervalMs);
            }
        });
    }

    private void giveUp() {
        if (state == State.CALLING) {
            owner().onTimeout();
            terminate();
        }
    }

    @Override
    public void onResponse(SIPResponse response) {
        int status = response.getStatusCode();
        switch (state) {
            case CALLING, PROCEEDING -> {
                repetition.cancel();
                end.cancel();
                if (status < 200) {
                    state = State.PROCEEDING;
                } else if (status < 300) {
                    state = State.ACCEPTED;
                    end = timers.after(TimerValues.GIVE_UP_MS, this::terminate);
                } else {
                    complete(response);
                }
                owner().onResponse(response);
            }
            case ACCEPTED -> {
                if (status >= 200 && status < 300) {
                    owner().onResponse(response);
                }
            }
            case COMPLETED -> {
                if (status >= 300 && ack != null) {
                    sendQuietly(ack);
                }
            }
            case TERMINATED -> {}
        }
    }

    private void complete(SIPResponse response) {
        state = State.COMPLETED;
        try {
            ack = request().createErrorAck((gov.nist.javax.sip.header.To) response.getTo());
            sendQuietly(ack);
        } catch (SipException | ParseException e) {
            throw new IllegalStateException("no ACK can be made for " + response.getFirstLine(), e);
        }
        end = timers.after(isReliable ? 0 : TimerValues.D_MS, this::terminate);
    }

    @Override
    public void abandon() {
        terminate();
    }

    private void terminate() {
        if (state != State.TERMINATED) {
            state = State.TERMINATED;
            repetition.cancel();
            end.cancel();
            owner().onEnded(this);
        }
    }
}
