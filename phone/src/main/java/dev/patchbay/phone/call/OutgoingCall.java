package dev.patchbay.phone.call;

import dev.patchbay.sdp.Direction;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** An INVITE until it is answered, refused or given up (RFC 3261, sections 13.2 and 9.1). Thread {@code phone}. */
final class OutgoingCall implements ResponseHandler {

    private enum State {
        /** Nothing heard, so that a CANCEL may not be sent yet. */
        CALLING,
        PROCEEDING,
        /** A CANCEL is on its way. */
        CANCELLING,
        OVER
    }

    /** How long a call that is given up waits for the other side's word. */
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final PhoneLine line;
    private final CallMedia media;
    private final CallEvents events;
    private final SipURI target;
    private State state = State.CALLING;
    private @Nullable ClientTransaction transaction;
    private @Nullable ScheduledFuture<?> patience;
    private @Nullable String givenUpBecause;
    private @Nullable Dialog answered;
    private boolean hasAuthenticated;
    private boolean isRinging;
    private String earlyAnswer = "";

    OutgoingCall(PhoneLine line, CallMedia media, SipURI target, CallEvents events) {
        this.line = line;
        this.media = media;
        this.target = target;
        this.events = events;
    }

    void start() {
        Duration timeout = line.options().timeout();
        if (timeout.isPositive()) {
            patience = line.after(timeout, () -> giveUp("nobody answered within " + timeout.toMillis() / 1000.0 + " s"));
        }
        PhoneLine.attempt(() -> {
            SipEndpoint endpoint = line.endpoint();
            Request invite = endpoint.request(
                    Request.INVITE, target, line.ownUri(), line.tag(), target, endpoint.newCallId(), 1);
            invite.setHeader(endpoint.contact(line.options().credentials().user()));
            if (!line.options().hasLateOffer()) {
                endpoint.setSdp(invite, media.offer(Direction.SENDRECV));
            }
            transaction = line.send(invite, this);
        }, this::onNoResponse);
    }

    /** Gives the call up if it is not answered yet. */
    void giveUp(String reason) {
        if (state == State.OVER || givenUpBecause != null) {
            return;
        }
        givenUpBecause = reason;
        var _ = line.after(GOODBYE, () -> end(Outcome.failed(reason)));
        if (state == State.PROCEEDING) {
            cancel();
        }
    }

    private void cancel() {
        ClientTransaction invite = transaction;
        if (invite == null) {
            return;
        }
        state = State.CANCELLING;
        PhoneLine.attempt(() -> line.endpoint().provider().getNewClientTransaction(invite.createCancel()).sendRequest(),
                reason -> line.say("CANCEL could not be sent: " + reason));
    }

    @Override
    public void onResponse(ResponseEvent event) {
        Response response = event.getResponse();
        if (PhoneLine.isProvisional(response)) {
            onProvisional(response);
        } else if (PhoneLine.isSuccess(response)) {
            PhoneLine.attempt(() -> onSuccess(event.getDialog(), response), this::onNoResponse);
        } else if (DigestAnswer.isChallenge(response) && !hasAuthenticated && givenUpBecause == null) {
            PhoneLine.attempt(() -> onChallenge(event), this::onNoResponse);
        } else {
            end(Outcome.failed(givenUpBecause != null ? givenUpBecause : "refused: " + PhoneLine.statusText(response)));
        }
    }

    private void onProvisional(Response response) {
        if (state == State.CALLING) {
            state = State.PROCEEDING;
            if (givenUpBecause != null) {
                cancel();
            }
        }
        if (response.getStatusCode() == Response.TRYING || state != State.PROCEEDING) {
            return;
        }
        if (!isRinging) {
            isRinging = true;
            line.say("ringing: " + PhoneLine.statusText(response));
        }
        Optional<String> sdp = SipEndpoint.sdp(response);
        if (sdp.isPresent() && !line.options().hasLateOffer() && earlyAnswer.isEmpty()) {
            try {
                media.acceptAnswer(sdp.get());
                earlyAnswer = sdp.get();
            } catch (SdpMismatchException e) {
                line.say("early media cannot be used: " + e.reason());
            }
        }
    }

    private void onChallenge(ResponseEvent event) throws SipException, InvalidArgumentException, ParseException {
        hasAuthenticated = true;
        Request again = line.endpoint().again(event.getClientTransaction().getRequest());
        if (line.authenticate(again, event)) {
            state = State.CALLING;
            transaction = line.send(again, this);
        } else {
            end(Outcome.failed("refused: " + PhoneLine.statusText(event.getResponse()) + ", and no password was given that answers it"));
        }
    }

    private void onSuccess(Dialog dialog, Response response) throws SipException, InvalidArgumentException, ParseException {
        if (state == State.OVER) {
            onSurplusAnswer(dialog, response);
            return;
        }
        Optional<String> sdp = SipEndpoint.sdp(response);
        String answer = "";
        String problem = givenUpBecause;
        try {
            if (line.options().hasLateOffer()) {
                answer = media.answer(sdp.orElseThrow(() -> new SdpMismatchException("no offer in the answer to an INVITE without one")));
            } else if (sdp.isPresent() && !sdp.get().equals(earlyAnswer)) {
                media.acceptAnswer(sdp.get());
            } else if (earlyAnswer.isEmpty()) {
                throw new SdpMismatchException("the call was answered without SDP");
            }
        } catch (SdpMismatchException e) {
            problem = e.reason();
        }
        line.acknowledge(dialog, response, answer);
        if (problem == null) {
            answered = dialog;
            over();
            events.onAnswered(dialog, target.toString());
        } else {
            hangUp(line, dialog);
            end(Outcome.failed(problem));
        }
    }

    /** The same answer again, or one that another phone gave too (RFC 3261, section 13.2.2.4). */
    private void onSurplusAnswer(Dialog dialog, Response response) throws SipException, InvalidArgumentException, ParseException {
        if (!dialog.equals(answered)) {
            line.acknowledge(dialog, response, "");
            hangUp(line, dialog);
        }
    }

    /** Ends a dialog that nobody wants: the other branch of a fork, or an answer that came too late. */
    static void hangUp(PhoneLine line, Dialog dialog) throws SipException {
        dialog.sendRequest(line.endpoint().provider().getNewClientTransaction(dialog.createRequest(Request.BYE)));
    }

    @Override
    public void onNoResponse(String reason) {
        end(Outcome.failed(givenUpBecause != null ? givenUpBecause : reason));
    }

    private void over() {
        state = State.OVER;
        if (patience != null) {
            patience.cancel(false);
        }
    }

    private void end(Outcome outcome) {
        if (state != State.OVER) {
            over();
            events.onEnded(outcome);
        }
    }
}
