package dev.patchbay.proxy.transaction;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.IOException;

/** A request of ours and what comes back. {@link #start} sends it; the owner is told of everything else. */
public abstract sealed class ClientTransaction permits InviteClientTransaction, PlainClientTransaction {

    /** Whoever waits for the outcome. */
    public interface Owner {

        /** A response that is not a repetition. After a 2xx of an INVITE others may follow, with the tags of other callees. */
        void onResponse(SIPResponse response);

        /** Nobody has answered in time. */
        void onTimeout();

        /** The transport says that the request cannot be delivered. */
        void onUnreachable(IOException cause);

        /** Nothing more will happen. */
        void onEnded(ClientTransaction ended);
    }

    private final SIPRequest request;
    private final Outlet outlet;
    private final Owner owner;

    ClientTransaction(SIPRequest request, Outlet outlet, Owner owner) {
        this.request = request;
        this.outlet = outlet;
        this.owner = owner;
    }

    /** @param isReliable whether the transport repeats what is lost */
    public static ClientTransaction of(SIPRequest request, boolean isReliable, Timers timers, Outlet outlet, Owner owner) {
        return request.getMethod().equals("INVITE")
                ? new InviteClientTransaction(request, isReliable, timers, outlet, owner)
                : new PlainClientTransaction(request, isReliable, timers, outlet, owner);
    }

    public final SIPRequest request() {
        return request;
    }

    public abstract void start();

    public abstract void onResponse(SIPResponse response);

    /** Stops waiting, as if the time were over: nothing is told to the owner but the end. */
    public abstract void abandon();

    /** It will not be answered. */
    public final void onUnreachable(IOException cause) {
        owner.onUnreachable(cause);
        abandon();
    }

    final Owner owner() {
        return owner;
    }

    /** @return whether it was sent; if not, the owner knows and the transaction has ended */
    final boolean transmit() {
        try {
            outlet.send(request);
            return true;
        } catch (IOException e) {
            onUnreachable(e);
            return false;
        }
    }

    /** Repeats and acknowledgements: if they fail, timers will tell. */
    final void sendQuietly(SIPRequest message) {
        try {
            outlet.send(message);
        } catch (IOException e) {
            System.getLogger("sip.transaction").log(System.Logger.Level.DEBUG, "not sent: {0}", e.getMessage());
        }
    }
}
