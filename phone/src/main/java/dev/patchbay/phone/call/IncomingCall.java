package dev.patchbay.phone.call;

import dev.patchbay.sdp.Direction;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.FromHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** An INVITE from its arrival until its ACK (RFC 3261, section 13.3). Thread {@code phone}. */
final class IncomingCall {

    private enum State {
        RINGING,
        /** 200 is sent and repeated by the stack until the ACK comes. */
        ANSWERED,
        OVER
    }

    /** RFC 3261, section 13.3.1.4: 64 times T1. */
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(32);

    private final PhoneLine line;
    private final CallMedia media;
    private final ServerTransaction transaction;
    private final CallEvents events;
    private State state = State.RINGING;
    private boolean isOfferOurs;
    private @Nullable ScheduledFuture<?> timer;

    IncomingCall(PhoneLine line, CallMedia media, ServerTransaction transaction, CallEvents events) {
        this.line = line;
        this.media = media;
        this.transaction = transaction;
        this.events = events;
    }

    void start() {
        PhoneLine.attempt(() -> {
            line.respond(transaction, Response.RINGING);
            timer = line.after(line.options().answerAfter(), () -> PhoneLine.attempt(this::answer, this::fail));
        }, this::fail);
    }

    private void answer() throws SipException, InvalidArgumentException, ParseException {
        if (state != State.RINGING) {
            return;
        }
        Optional<String> offer = SipEndpoint.sdp(transaction.getRequest());
        isOfferOurs = offer.isEmpty();
        try {
            String sdp = isOfferOurs ? media.offer(Direction.SENDRECV) : media.answer(offer.get());
            line.respond(transaction, Response.OK, ok -> line.endpoint().setSdp(ok, sdp));
            state = State.ANSWERED;
            timer = line.after(ACK_TIMEOUT, () -> PhoneLine.attempt(this::onNoAck, this::fail));
        } catch (SdpMismatchException e) {
            line.respond(transaction, Response.NOT_ACCEPTABLE_HERE);
            end(Outcome.failed(e.reason()));
        }
    }

    boolean isAbout(Dialog dialog) {
        return dialog.equals(transaction.getDialog());
    }

    /** Whether a CANCEL means this INVITE: it has its branch (RFC 3261, section 9.2). */
    boolean isCancelledBy(Request cancel) {
        return branch(cancel).equals(branch(transaction.getRequest()));
    }

    private static String branch(Request request) {
        return String.valueOf(((ViaHeader) request.getHeader(ViaHeader.NAME)).getBranch());
    }

    /** The ACK, with the answer if this side made the offer. */
    void onAck(Request ack) {
        if (state != State.ANSWERED) {
            return;
        }
        Dialog dialog = transaction.getDialog();
        String peer = ((FromHeader) transaction.getRequest().getHeader(FromHeader.NAME)).getAddress().getURI().toString();
        try {
            if (isOfferOurs) {
                media.acceptAnswer(SipEndpoint.sdp(ack).orElseThrow(() -> new SdpMismatchException("the ACK has no answer")));
            }
            over();
            events.onAnswered(dialog, peer);
        } catch (SdpMismatchException e) {
            PhoneLine.attempt(() -> OutgoingCall.hangUp(line, dialog), line::say);
            end(Outcome.failed(e.reason()));
        }
    }

    void onCancel() {
        if (state == State.RINGING) {
            decline(Response.REQUEST_TERMINATED, "the caller gave up");
        }
    }

    /** The other side hangs up before its ACK has come. */
    void onBye() {
        end(Outcome.failed("the caller hung up before the call was confirmed"));
    }

    /** This side does not want the call any more. */
    void giveUp(String reason) {
        switch (state) {
            case RINGING -> decline(Response.TEMPORARILY_UNAVAILABLE, reason);
            case ANSWERED -> {
                PhoneLine.attempt(() -> OutgoingCall.hangUp(line, transaction.getDialog()), line::say);
                end(Outcome.failed(reason));
            }
            case OVER -> {}
        }
    }

    private void decline(int status, String reason) {
        PhoneLine.attempt(() -> line.respond(transaction, status), line::say);
        end(Outcome.failed(reason));
    }

    private void onNoAck() throws SipException {
        if (state == State.ANSWERED) {
            OutgoingCall.hangUp(line, transaction.getDialog());
            end(Outcome.failed("the answer was never confirmed: no ACK"));
        }
    }

    private void fail(String reason) {
        end(Outcome.failed(reason));
    }

    private void over() {
        state = State.OVER;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void end(Outcome outcome) {
        if (state != State.OVER) {
            over();
            events.onEnded(outcome);
        }
    }
}
