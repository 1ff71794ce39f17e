package dev.patchbay.phone.call;

import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** Brings what the stack reports to the phone's thread. Called by the stack's one thread for events. */
final class SipEvents implements SipListener {

    /** Where events go. Called on thread {@code phone}. */
    interface Target {

        /** @param transaction null for ACK, which has none */
        void onRequest(RequestEvent event, @Nullable ServerTransaction transaction);

        /** A response whose request has been forgotten. */
        void onStrayResponse(ResponseEvent event);

        void onNetworkFailure(String reason);
    }

    private volatile @Nullable PhoneLine line;
    private volatile @Nullable Target target;

    /** What comes before this is dropped: the other side sends it again. */
    void begin(PhoneLine phoneLine, Target eventTarget) {
        target = eventTarget;
        line = phoneLine;
    }

    private interface Delivery {
        void to(Target target);
    }

    private void deliver(Delivery delivery) {
        PhoneLine current = line;
        Target receiver = target;
        if (current != null && receiver != null) {
            current.execute(() -> delivery.to(receiver));
        }
    }

    /** The transaction is made here: the stack forgets a request that has none when this returns. */
    @Override
    public void processRequest(RequestEvent event) {
        if (line == null) {
            return;
        }
        if (event.getRequest().getMethod().equals(Request.ACK)) {
            // The stack shows the INVITE's transaction with it, to which nothing is to be answered any more.
            deliver(receiver -> receiver.onRequest(event, null));
            return;
        }
        ServerTransaction transaction = event.getServerTransaction();
        if (transaction == null) {
            try {
                transaction = ((SipProvider) event.getSource()).getNewServerTransaction(event.getRequest());
            } catch (TransactionAlreadyExistsException | TransactionUnavailableException e) {
                // A repeated request: the stack repeats the answer when there is one.
                return;
            }
        }
        ServerTransaction known = transaction;
        deliver(receiver -> receiver.onRequest(event, known));
    }

    @Override
    public void processResponse(ResponseEvent event) {
        if (event.getClientTransaction() != null
                && event.getClientTransaction().getApplicationData() instanceof ResponseHandler handler) {
            deliver(_ -> handler.onResponse(event));
        } else if (event.getClientTransaction() == null) {
            deliver(receiver -> receiver.onStrayResponse(event));
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()
                && event.getClientTransaction().getApplicationData() instanceof ResponseHandler handler) {
            String method = event.getClientTransaction().getRequest().getMethod();
            deliver(_ -> handler.onNoResponse("no reply to " + method));
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        String reason = "no connection to " + event.getHost() + ":" + event.getPort() + " (" + event.getTransport() + ")";
        deliver(receiver -> receiver.onNetworkFailure(reason));
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
