package dev.patchbay.phone.call;

import dev.patchbay.sdp.Direction;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * An answered call until one side hangs up: DTMF, hold and resume by re-INVITE, re-INVITEs of the other side. Thread {@code phone}.
 */
final class Conversation {

    private enum State {
        TALKING,
        /** A re-INVITE of this side is open: another one has to wait (RFC 3261, section 14.1). */
        REINVITING,
        /** BYE is sent. */
        CLOSING,
        OVER
    }

    /** How long a BYE waits for its answer. */
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    /** After the answer, so that the other side's media are ready for keys. */
    private static final Duration BEFORE_DTMF = Duration.ofMillis(300);

    private final PhoneLine line;
    private final CallMedia media;
    private final Dialog dialog;
    private final CallEvents events;
    private final List<Future<?>> timers = new ArrayList<>();
    private State state = State.TALKING;
    private boolean isAnswerDue;
    private Outcome outcome = Outcome.normal("this side hung up");

    Conversation(PhoneLine line, CallMedia media, Dialog dialog, CallEvents events) {
        this.line = line;
        this.media = media;
        this.dialog = dialog;
        this.events = events;
    }

    void start() {
        PhoneOptions options = line.options();
        if (!options.dtmf().isEmpty()) {
            timers.add(line.after(BEFORE_DTMF, () -> media.press(options.dtmf())));
        }
        options.talk().ifPresent(talk -> timers.add(line.after(talk, this::hangUp)));
        options.holdAfter().ifPresent(wait -> timers.add(line.after(wait, this::hold)));
    }

    /** Ends the call in good order: first the media, so that the last RTCP report still finds the other side. */
    void hangUp() {
        if (state == State.CLOSING || state == State.OVER) {
            return;
        }
        state = State.CLOSING;
        var _ = line.after(GOODBYE, () -> end(outcome));
        var _ = media.end().whenComplete((_, _) -> line.execute(this::bye));
    }

    private void bye() {
        send(Request.BYE, "", new Reply() {
            @Override
            public void onSuccess(Response response) {
                end(outcome);
            }

            @Override
            public void onFailure(String reason) {
                line.say("BYE: " + reason);
                end(outcome);
            }
        });
    }

    private void hold() {
        reinvite(Direction.SENDONLY, "on hold", () -> timers.add(line.after(line.options().holdFor(), this::resume)));
    }

    private void resume() {
        reinvite(Direction.SENDRECV, "resumed", () -> {});
    }

    private void reinvite(Direction direction, String what, Runnable then) {
        if (state != State.TALKING) {
            return;
        }
        state = State.REINVITING;
        String offer = media.offer(direction);
        Reply reply = new Reply() {
            @Override
            public void onSuccess(Response response) throws SipException, InvalidArgumentException, ParseException {
                line.acknowledge(dialog, response, "");
                if (state != State.REINVITING) {
                    return;
                }
                state = State.TALKING;
                try {
                    media.acceptAnswer(SipEndpoint.sdp(response).orElseThrow(() -> new SdpMismatchException("it was answered without SDP")));
                    line.say(what);
                    then.run();
                } catch (SdpMismatchException e) {
                    onFailure(e.reason());
                }
            }

            @Override
            public void onFailure(String reason) {
                outcome = Outcome.failed("not " + what + ": " + reason);
                line.say(outcome.text());
                if (state == State.REINVITING) {
                    state = State.TALKING;
                    hangUp();
                }
            }
        };
        send(Request.INVITE, offer, reply);
    }

    /** How a request in the dialog ended. */
    private interface Reply {
        void onSuccess(Response response) throws SipException, InvalidArgumentException, ParseException;

        void onFailure(String reason);
    }

    private void send(String method, String sdp, Reply reply) {
        PhoneLine.attempt(() -> line.send(dialog, inDialog(method, sdp), new Attempt(method, sdp, false, reply)), reply::onFailure);
    }

    private Request inDialog(String method, String sdp) throws SipException, ParseException {
        Request request = dialog.createRequest(method);
        if (!sdp.isEmpty()) {
            request.setHeader(line.endpoint().contact(line.options().credentials().user()));
            line.endpoint().setSdp(request, sdp);
        }
        return request;
    }

    private final class Attempt implements ResponseHandler {
        private final String method;
        private final String sdp;
        private final boolean isAnswerToChallenge;
        private final Reply reply;

        private Attempt(String method, String sdp, boolean isAnswerToChallenge, Reply reply) {
            this.method = method;
            this.sdp = sdp;
            this.isAnswerToChallenge = isAnswerToChallenge;
            this.reply = reply;
        }

        @Override
        public void onResponse(ResponseEvent event) {
            Response response = event.getResponse();
            if (PhoneLine.isSuccess(response)) {
                PhoneLine.attempt(() -> reply.onSuccess(response), reply::onFailure);
            } else if (DigestAnswer.isChallenge(response) && !isAnswerToChallenge) {
                PhoneLine.attempt(() -> repeat(event), reply::onFailure);
            } else if (!PhoneLine.isProvisional(response)) {
                reply.onFailure(PhoneLine.statusText(response));
            }
        }

        private void repeat(ResponseEvent challenge) throws SipException, ParseException {
            Request again = inDialog(method, sdp);
            if (line.authenticate(again, challenge)) {
                line.send(dialog, again, new Attempt(method, sdp, true, reply));
            } else {
                reply.onFailure(PhoneLine.statusText(challenge.getResponse()));
            }
        }

        @Override
        public void onNoResponse(String reason) {
            reply.onFailure(reason);
        }
    }

    boolean isAbout(Dialog other) {
        return dialog.equals(other);
    }

    /** A request of the other side in this dialog, ACK aside. */
    void onRequest(ServerTransaction transaction) throws SipException, InvalidArgumentException, ParseException {
        switch (transaction.getRequest().getMethod()) {
            case Request.BYE -> {
                line.respond(transaction, Response.OK);
                if (outcome.isNormal()) {
                    outcome = state == State.CLOSING ? outcome : Outcome.normal("the other side hung up");
                }
                end(outcome);
            }
            case Request.INVITE -> onReinvite(transaction);
            case Request.OPTIONS -> line.respond(transaction, Response.OK);
            default -> line.respond(transaction, Response.METHOD_NOT_ALLOWED);
        }
    }

    private void onReinvite(ServerTransaction transaction) throws SipException, InvalidArgumentException, ParseException {
        if (state != State.TALKING) {
            line.respond(transaction, Response.REQUEST_PENDING);
            return;
        }
        Optional<String> offer = SipEndpoint.sdp(transaction.getRequest());
        isAnswerDue = offer.isEmpty();
        try {
            String sdp = isAnswerDue ? media.offer(Direction.SENDRECV) : media.answer(offer.get());
            line.respond(transaction, Response.OK, ok -> line.endpoint().setSdp(ok, sdp));
        } catch (SdpMismatchException e) {
            // The call goes on as it was (RFC 3261, section 14.2).
            line.say("a change of the call was refused: " + e.reason());
            line.respond(transaction, Response.NOT_ACCEPTABLE_HERE);
        }
    }

    /** The ACK of a re-INVITE: has the answer if this side made the offer. */
    void onAck(Request ack) {
        if (!isAnswerDue) {
            return;
        }
        isAnswerDue = false;
        try {
            media.acceptAnswer(SipEndpoint.sdp(ack).orElseThrow(() -> new SdpMismatchException("the ACK has no answer")));
        } catch (SdpMismatchException e) {
            outcome = Outcome.failed(e.reason());
            hangUp();
        }
    }

    private void end(Outcome how) {
        if (state != State.OVER) {
            state = State.OVER;
            timers.forEach(timer -> timer.cancel(false));
            events.onEnded(how);
        }
    }
}
