package dev.patchbay.phone.call;

import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * What the parts of a phone have in common: its stack, its one thread, its name, and words for whoever watches. All methods but
 * {@link #execute} belong to thread {@code phone}.
 */
final class PhoneLine {

    /** Longer and a peer's text fills the screen. */
    private static final int MAX_REASON_LENGTH = 200;

    /** Something that the SIP stack may refuse to do; it does so for defects and for lost connections. */
    interface SipAction {
        void run() throws SipException, InvalidArgumentException, ParseException;
    }

    private final SipEndpoint endpoint;
    private final PhoneOptions options;
    private final ScheduledExecutorService loop;
    private final Consumer<String> progress;
    private final Consumer<Throwable> onDefect;
    private final RandomGenerator random;
    private final String tag;

    /** @param onDefect gets what a task threw, which is always a defect of ours */
    PhoneLine(
            SipEndpoint endpoint,
            PhoneOptions options,
            ScheduledExecutorService loop,
            Consumer<String> progress,
            Consumer<Throwable> onDefect,
            RandomGenerator random) {
        this.endpoint = endpoint;
        this.options = options;
        this.loop = loop;
        this.progress = progress;
        this.onDefect = onDefect;
        this.random = random;
        tag = token();
    }

    SipEndpoint endpoint() {
        return endpoint;
    }

    PhoneOptions options() {
        return options;
    }

    /** This phone's tag in every dialog: it has one. */
    String tag() {
        return tag;
    }

    /** Random text for tags and nonces. */
    String token() {
        return Long.toHexString(random.nextLong());
    }

    /** This phone's address of record. */
    SipURI ownUri() throws ParseException {
        String user = options.credentials().user();
        return options.proxy().isPresent()
                ? endpoint.userAt(user, options.proxy().get().uriHost())
                : endpoint.contactUri(user);
    }

    /** Says what has happened. */
    void say(String text) {
        progress.accept(text);
    }

    /** Runs a task on the phone's thread, or never once the phone has ended. */
    void execute(Runnable task) {
        try {
            loop.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            // The call is over and nobody waits for what comes now.
            assert loop.isShutdown();
        }
    }

    /** Runs a task later; cancel what comes back when it is no longer wanted. */
    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return loop.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError e) {
            onDefect.accept(e);
        }
    }

    /** Sends a request outside a dialog. */
    ClientTransaction send(Request request, ResponseHandler handler) throws SipException {
        ClientTransaction transaction = endpoint.provider().getNewClientTransaction(request);
        transaction.setApplicationData(handler);
        transaction.sendRequest();
        return transaction;
    }

    /** Sends a request in a dialog. */
    void send(Dialog dialog, Request request, ResponseHandler handler) throws SipException {
        ClientTransaction transaction = endpoint.provider().getNewClientTransaction(request);
        transaction.setApplicationData(handler);
        dialog.sendRequest(transaction);
    }

    /** Answers a request with this phone's tag and contact. */
    void respond(ServerTransaction transaction, int status, SipEdit edit)
            throws SipException, InvalidArgumentException, ParseException {
        Response response = endpoint.response(status, transaction.getRequest());
        ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
        if (to.getTag() == null) {
            to.setTag(tag);
        }
        if (transaction.getRequest().getMethod().equals(Request.INVITE) && status < 300) {
            response.setHeader(endpoint.contact(options.credentials().user()));
        }
        edit.apply(response);
        transaction.sendResponse(response);
    }

    void respond(ServerTransaction transaction, int status) throws SipException, InvalidArgumentException, ParseException {
        respond(transaction, status, _ -> {});
    }

    /** What is added to a response before it goes out. */
    interface SipEdit {
        void apply(Response response) throws SipException, InvalidArgumentException, ParseException;
    }

    /** Answers a challenge in a request that is sent again; false if there is no password or the challenge is of another kind. */
    boolean authenticate(Request request, ResponseEvent challenge) throws ParseException {
        return !options.credentials().password().isEmpty()
                && new DigestAnswer(endpoint.headers(), options.credentials())
                        .addTo(request, challenge.getResponse(), token());
    }

    /** Confirms a 2xx to INVITE, with an answer if the 2xx had the offer. */
    void acknowledge(Dialog dialog, Response response, String sdp)
            throws SipException, InvalidArgumentException, ParseException {
        Request ack = dialog.createAck(((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber());
        if (!sdp.isEmpty()) {
            endpoint.setSdp(ack, sdp);
        }
        dialog.sendAck(ack);
    }

    /** Runs what may fail for reasons of the network, and hands the reason over if it does. */
    static void attempt(SipAction action, Consumer<String> onFailure) {
        try {
            action.run();
        } catch (SipException | InvalidArgumentException | ParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            onFailure.accept(String.valueOf(cause.getMessage()));
        }
    }

    /** {@code 486 Busy Here}, in characters that a terminal takes. */
    static String statusText(Response response) {
        String text = response.getStatusCode() + " " + response.getReasonPhrase();
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= MAX_REASON_LENGTH ? plain : plain.substring(0, MAX_REASON_LENGTH);
    }

    static boolean isProvisional(Response response) {
        return response.getStatusCode() < 200;
    }

    static boolean isSuccess(Response response) {
        return response.getStatusCode() >= 200 && response.getStatusCode() < 300;
    }
}
