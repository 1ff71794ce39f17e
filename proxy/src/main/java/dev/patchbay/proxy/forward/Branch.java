package dev.patchbay.proxy.forward;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.nat.Flow;
import dev.patchbay.proxy.transaction.ClientTransaction;
import dev.patchbay.proxy.transaction.Timers;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.IOException;
import java.util.Optional;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;

/** A request on its way to one target. Thread: its transaction's. */
public final class Branch implements ClientTransaction.Owner {

    /** After a CANCEL, for this long a final response may still come. */
    private static final long CANCELLED_MS = 32_000;

    private final ProxyTransaction parent;
    private final Target target;
    private final SIPRequest request;
    private final ListenAddress from;
    private final Flow hop;
    private final String viaBranch;
    private @Nullable SIPResponse finalResponse;
    private @Nullable SIPResponse refusal; // the branch route does not want it sent
    private boolean isRinging; // a provisional response has come
    private boolean isCancelWanted;
    private Timers.Pending patience = Timers.Pending.NONE; // timer C, or after a CANCEL the time to answer it

    Branch(ProxyTransaction parent, Target target, SIPRequest request, ListenAddress from, Flow hop, String viaBranch) {
        this.parent = parent;
        this.target = target;
        this.request = request;
        this.from = from;
        this.hop = hop;
        this.viaBranch = viaBranch;
    }

    public Target target() {
        return target;
    }

    /** As it goes out; a branch route may change it. */
    public SIPRequest request() {
        return request;
    }

    public Flow hop() {
        return hop;
    }

    public ListenAddress from() {
        return from;
    }

    /** The branch parameter of the Via that the proxy adds; it is not in the request yet when the branch route sees it. */
    public String viaBranch() {
        return viaBranch;
    }

    /** For a branch route: it is not to be sent, and counts as failed. */
    public void refuse(int status, String reason) {
        refusal = parent.localResponse(status, reason);
    }

    Optional<SIPResponse> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Empty while there is none. */
    public Optional<SIPResponse> finalResponse() {
        return Optional.ofNullable(finalResponse);
    }

    boolean isPending() {
        return finalResponse == null;
    }

    void start(ClientTransaction transaction) {
        if (request.getMethod().equals("INVITE")) {
            restartTimerC();
        }
        transaction.start();
    }

    /** Ends before it has begun: the branch route or the address forbids it. */
    void fail(int status, String reason) {
        finish(parent.localResponse(status, reason));
    }

    void fail(SIPResponse response) {
        finish(response);
    }

    private void restartTimerC() {
        patience.cancel();
        patience = parent.timers().after(parent.limits().timerC().toMillis(), () -> {
            if (isPending()) {
                if (isRinging) {
                    cancel();
                } else {
                    onTimeout();
                }
            }
        });
    }

    /** RFC 3261 section 9.1: a CANCEL may go out only after a provisional response. */
    void cancel() {
        if (!isPending() || isCancelWanted || !request.getMethod().equals("INVITE")) {
            return;
        }
        isCancelWanted = true;
        if (isRinging) {
            sendCancel();
        }
    }

    private void sendCancel() {
        try {
            parent.sendCancel(this, request.createCancelRequest());
        } catch (SipException e) {
            throw new IllegalStateException("no CANCEL can be made for " + request.getFirstLine(), e);
        }
        patience.cancel();
        patience = parent.timers().after(CANCELLED_MS, () -> {
            if (isPending()) {
                finish(parent.localResponse(487, ""));
            }
        });
    }

    @Override
    public void onResponse(SIPResponse response) {
        int status = response.getStatusCode();
        if (status < 200) {
            boolean isFirst = !isRinging;
            isRinging = true;
            if (isFirst && isCancelWanted) {
                sendCancel();
            } else if (status > 100 && !isCancelWanted && request.getMethod().equals("INVITE")) {
                restartTimerC();
            }
            if (status > 100) {
                parent.onBranchProvisional(this, response);
            }
            return;
        }
        patience.cancel();
        if (status < 300) {
            finalResponse = response;
            parent.onBranchSuccess(this, response);
        } else if (isPending()) {
            finish(response);
        }
    }

    private void finish(SIPResponse response) {
        patience.cancel();
        finalResponse = response;
        parent.onBranchFailed(this, response);
    }

    @Override
    public void onTimeout() {
        if (isPending()) {
            finish(parent.localResponse(408, ""));
        }
    }

    @Override
    public void onUnreachable(IOException cause) {
        System.getLogger("sip").log(System.Logger.Level.DEBUG, "{0} not reached: {1}", hop, cause.getMessage());
        if (isPending()) {
            // RFC 3261 section 16.9: as if the next hop had said so.
            finish(parent.localResponse(503, ""));
        }
    }

    @Override
    public void onEnded(ClientTransaction ended) {
        patience.cancel();
        parent.onBranchEnded(ended);
    }
}
