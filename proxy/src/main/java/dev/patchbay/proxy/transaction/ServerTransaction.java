package dev.patchbay.proxy.transaction;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request of somebody else and our responses, repeated as it takes. */
public abstract sealed class ServerTransaction permits InviteServerTransaction, PlainServerTransaction {

    private final Outlet outlet;
    private final Runnable onEnded;
    private @Nullable SIPResponse last; // what a repeated request is answered with

    ServerTransaction(Outlet outlet, Runnable onEnded) {
        this.outlet = outlet;
        this.onEnded = onEnded;
    }

    /**
     * @param isReliable whether the transport repeats what is lost
     * @param onEnded nothing more will happen
     */
    public static ServerTransaction of(SIPRequest request, boolean isReliable, Timers timers, Outlet outlet, Runnable onEnded) {
        return request.getMethod().equals("INVITE")
                ? new InviteServerTransaction(isReliable, timers, outlet, onEnded)
                : new PlainServerTransaction(isReliable, timers, outlet, onEnded);
    }

    /** The same request again, or the ACK of a failed INVITE. */
    public abstract void onRepeated(SIPRequest request);

    /**
     * Sends a response; a final one after a final one is dropped, but for 2xx of an INVITE, which may be several.
     *
     * @return whether it was sent
     */
    public abstract boolean respond(SIPResponse response);

    /** Whether a final response was sent. */
    public abstract boolean isAnswered();

    /** Whether an ACK with this transaction's key is ours: it is after a failure, and the callee's after a 2xx. */
    public abstract boolean isAckOurs();

    /** Ends it without a response, if it has none. */
    public abstract void abandon();

    final void transmit(SIPResponse response) {
        last = response;
        repeatLast();
    }

    final void repeatLast() {
        if (last != null) {
            try {
                outlet.send(last);
            } catch (IOException e) {
                // Nobody is left to be told: the sender repeats its request, or has gone.
                System.getLogger("sip.transaction").log(System.Logger.Level.DEBUG, "response not sent: {0}", e.getMessage());
            }
        }
    }

    final void tellEnded() {
        onEnded.run();
    }
}
