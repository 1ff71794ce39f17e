package dev.patchbay.phone.call;

import dev.patchbay.phone.media.MediaFigures;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.function.LongSupplier;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.UnsupportedHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * The course of a phone's life: registration, call or wait, conversation, and back. Decides which of them a request of the other side is for.
 * Thread {@code phone}.
 */
final class Course implements SipEvents.Target, CallEvents {

    /** Opens sockets for a call. */
    interface MediaSource {
        CallMedia open() throws IOException;
    }

    private final PhoneLine line;
    private final MediaSource mediaSource;
    private final @Nullable SipURI target;
    private final LongSupplier clock;
    private final CompletableFuture<CallReport> done;
    private final Registration registration;
    private @Nullable CallMedia media;
    private @Nullable OutgoingCall outgoing;
    private @Nullable IncomingCall incoming;
    private @Nullable Conversation conversation;
    private @Nullable ScheduledFuture<?> patience;
    private boolean isReady;
    private boolean isOver;
    private String peer = "";
    private long answeredNs;
    private Duration talked = Duration.ZERO;

    /**
     * @param target whom to call; null to be called
     * @param clock nanoseconds
     * @param done completed at the end
     */
    Course(
            PhoneLine line,
            MediaSource mediaSource,
            @Nullable SipURI target,
            LongSupplier clock,
            CompletableFuture<CallReport> done) {
        this.line = line;
        this.mediaSource = mediaSource;
        this.target = target;
        this.clock = clock;
        this.done = done;
        registration = new Registration(line);
    }

    void start() {
        if (line.options().proxy().isPresent()) {
            registration.register(() -> {
                line.say("registered as " + ownName());
                begin();
            }, reason -> onEnded(Outcome.failed("registration: " + reason)));
        } else {
            begin();
        }
    }

    private String ownName() {
        try {
            return line.ownUri().toString();
        } catch (ParseException e) {
            return line.options().credentials().user();
        }
    }

    private void begin() {
        if (isOver) {
            return;
        }
        isReady = true;
        if (target != null) {
            peer = target.toString();
            line.say("calling " + target);
            openMedia().ifPresent(opened -> {
                outgoing = new OutgoingCall(line, opened, target, this);
                outgoing.start();
            });
            return;
        }
        line.say("waiting for a call to " + ownName());
        Duration timeout = line.options().timeout();
        if (timeout.isPositive()) {
            patience = line.after(timeout, () -> onNobodyCalled(timeout));
        }
    }

    private void onNobodyCalled(Duration timeout) {
        if (incoming == null && conversation == null) {
            onEnded(Outcome.failed("nobody called within " + timeout.toMillis() / 1000.0 + " s"));
        }
    }

    private Optional<CallMedia> openMedia() {
        try {
            CallMedia opened = mediaSource.open();
            media = opened;
            return Optional.of(opened);
        } catch (IOException e) {
            onEnded(Outcome.failed(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Ends whatever there is, politely. */
    void stop() {
        if (conversation != null) {
            conversation.hangUp();
        } else if (outgoing != null) {
            outgoing.giveUp("stopped before anybody answered");
        } else if (incoming != null) {
            incoming.giveUp("stopped before the call was answered");
        } else {
            onEnded(Outcome.failed(isReady ? "stopped while waiting for a call" : "stopped"));
        }
    }

    @Override
    public void onAnswered(Dialog dialog, String other) {
        peer = other;
        answeredNs = clock.getAsLong();
        line.say("talking to " + other);
        CallMedia current = media;
        if (current != null) {
            conversation = new Conversation(line, current, dialog, this);
            conversation.start();
        }
    }

    @Override
    public void onEnded(Outcome outcome) {
        if (isOver) {
            return;
        }
        isOver = true;
        if (patience != null) {
            patience.cancel(false);
        }
        if (conversation != null) {
            talked = Duration.ofNanos(clock.getAsLong() - answeredNs);
        }
        CompletableFuture<MediaFigures> figures =
                media == null ? CompletableFuture.completedFuture(MediaFigures.NONE) : media.end();
        var _ = figures.whenComplete((heard, failure) -> line.execute(() -> registration.unregister(() -> {
            if (failure == null) {
                done.complete(new CallReport(outcome, peer, talked, heard));
            } else {
                done.completeExceptionally(failure);
            }
        })));
    }

    @Override
    public void onNetworkFailure(String reason) {
        if (outgoing != null && conversation == null) {
            outgoing.onNoResponse(reason);
        } else if (!isReady) {
            onEnded(Outcome.failed("registration: " + reason));
        }
    }

    /** Another phone than the first one answered too, after the transaction was over: it is told that it was too late. */
    @Override
    public void onStrayResponse(ResponseEvent event) {
        Dialog dialog = event.getDialog();
        CSeqHeader sequence = (CSeqHeader) event.getResponse().getHeader(CSeqHeader.NAME);
        boolean isAnswer = PhoneLine.isSuccess(event.getResponse()) && sequence.getMethod().equals(Request.INVITE);
        if (isAnswer && dialog != null && (conversation == null || !conversation.isAbout(dialog))) {
            PhoneLine.attempt(() -> {
                line.acknowledge(dialog, event.getResponse(), "");
                OutgoingCall.hangUp(line, dialog);
            }, line::say);
        }
    }

    @Override
    public void onRequest(RequestEvent event, @Nullable ServerTransaction transaction) {
        Request request = event.getRequest();
        if (transaction == null) {
            onAck(event.getDialog(), request);
            return;
        }
        PhoneLine.attempt(() -> {
            boolean isInDialog = ((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null;
            if (request.getMethod().equals(Request.CANCEL)) {
                onCancel(transaction);
            } else if (isInDialog) {
                onRequestInDialog(event.getDialog(), transaction);
            } else if (request.getMethod().equals(Request.INVITE)) {
                onInvite(transaction);
            } else {
                line.respond(transaction, request.getMethod().equals(Request.OPTIONS) ? Response.OK : Response.METHOD_NOT_ALLOWED);
            }
        }, line::say);
    }

    private void onAck(@Nullable Dialog dialog, Request ack) {
        if (conversation != null) {
            if (dialog != null && conversation.isAbout(dialog)) {
                conversation.onAck(ack);
            }
        } else if (incoming != null && dialog != null && incoming.isAbout(dialog)) {
            incoming.onAck(ack);
        }
    }

    private void onCancel(ServerTransaction transaction) throws SipException, InvalidArgumentException, ParseException {
        line.respond(transaction, Response.OK);
        if (incoming != null && incoming.isCancelledBy(transaction.getRequest())) {
            incoming.onCancel();
        }
    }

    private void onRequestInDialog(@Nullable Dialog dialog, ServerTransaction transaction)
            throws SipException, InvalidArgumentException, ParseException {
        if (conversation != null && dialog != null && conversation.isAbout(dialog)) {
            conversation.onRequest(transaction);
        } else if (incoming != null && dialog != null && incoming.isAbout(dialog)
                && transaction.getRequest().getMethod().equals(Request.BYE)) {
            line.respond(transaction, Response.OK);
            incoming.onBye();
        } else {
            line.respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        }
    }

    private void onInvite(ServerTransaction transaction) throws SipException, InvalidArgumentException, ParseException {
        if (!isReady || isOver || target != null || incoming != null) {
            line.respond(transaction, Response.BUSY_HERE);
            return;
        }
        RequireHeader required = (RequireHeader) transaction.getRequest().getHeader(RequireHeader.NAME);
        if (required != null) {
            UnsupportedHeader unsupported = line.endpoint().headers().createUnsupportedHeader(required.getOptionTag());
            line.respond(transaction, Response.BAD_EXTENSION, response -> response.setHeader(unsupported));
            return;
        }
        Optional<CallMedia> opened = openMedia();
        if (opened.isEmpty()) {
            line.respond(transaction, Response.SERVER_INTERNAL_ERROR);
            return;
        }
        incoming = new IncomingCall(line, opened.get(), transaction, this);
        line.say("ringing");
        incoming.start();
    }
}
