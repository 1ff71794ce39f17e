package dev.patchbay.phone.call;

import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * Registers the phone with its proxy, renews that at half time, and takes it back at the end (RFC 3261, section 10.2). Thread {@code phone}.
 */
final class Registration {

    private static final int EXPIRES_S = 300;
    private static final Duration RENEWAL = Duration.ofSeconds(EXPIRES_S / 2);

    /** How long the end waits for the proxy's word. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final PhoneLine line;
    private final CallIdHeader callId;
    private long sequence;
    private boolean isRegistered;
    private @Nullable ScheduledFuture<?> renewal;

    Registration(PhoneLine line) {
        this.line = line;
        callId = line.endpoint().newCallId();
    }

    /** @param onFailure gets the reason; only of the first registration, as a call goes on without one */
    void register(Runnable onSuccess, Consumer<String> onFailure) {
        send(EXPIRES_S, () -> {
            isRegistered = true;
            renewal = line.after(RENEWAL, () -> register(() -> {}, reason -> line.say("not registered any more: " + reason)));
            onSuccess.run();
        }, onFailure);
    }

    /** Takes the registration back if there is one. What follows is run once, when the proxy has answered or will not. */
    void unregister(Runnable then) {
        if (renewal != null) {
            renewal.cancel(false);
        }
        if (!isRegistered) {
            then.run();
            return;
        }
        isRegistered = false;
        boolean[] isDone = new boolean[1];
        Runnable once = () -> {
            if (!isDone[0]) {
                isDone[0] = true;
                then.run();
            }
        };
        var _ = line.after(GOODBYE, once);
        send(0, once, _ -> once.run());
    }

    private void send(int expiresS, Runnable onSuccess, Consumer<String> onFailure) {
        PhoneLine.attempt(() -> {
            SipEndpoint endpoint = line.endpoint();
            String domain = line.options().proxy().orElseThrow().uriHost();
            sequence++;
            Request register = endpoint.request(
                    Request.REGISTER, endpoint.parseUri("sip:" + domain), line.ownUri(), line.token(), line.ownUri(), callId, sequence);
            ContactHeader contact = endpoint.contact(line.options().credentials().user());
            register.setHeader(contact);
            ExpiresHeader expires = endpoint.headers().createExpiresHeader(expiresS);
            register.setHeader(expires);
            line.send(register, new Attempt(register, false, onSuccess, onFailure));
        }, onFailure);
    }

    private final class Attempt implements ResponseHandler {
        private final Request request;
        private final boolean isAnswerToChallenge;
        private final Runnable onSuccess;
        private final Consumer<String> onFailure;

        private Attempt(Request request, boolean isAnswerToChallenge, Runnable onSuccess, Consumer<String> onFailure) {
            this.request = request;
            this.isAnswerToChallenge = isAnswerToChallenge;
            this.onSuccess = onSuccess;
            this.onFailure = onFailure;
        }

        @Override
        public void onResponse(ResponseEvent event) {
            Response response = event.getResponse();
            if (PhoneLine.isSuccess(response)) {
                onSuccess.run();
            } else if (DigestAnswer.isChallenge(response) && !isAnswerToChallenge) {
                PhoneLine.attempt(() -> retry(event), onFailure);
            } else if (!PhoneLine.isProvisional(response)) {
                onFailure.accept(PhoneLine.statusText(response));
            }
        }

        private void retry(ResponseEvent challenge) throws SipException, InvalidArgumentException, ParseException {
            Request again = line.endpoint().again(request);
            if (!line.authenticate(again, challenge)) {
                onFailure.accept(PhoneLine.statusText(challenge.getResponse()) + ", and no password was given that answers it");
                return;
            }
            sequence = ((CSeqHeader) again.getHeader(CSeqHeader.NAME)).getSeqNumber();
            line.send(again, new Attempt(again, true, onSuccess, onFailure));
        }

        @Override
        public void onNoResponse(String reason) {
            onFailure.accept(reason);
        }
    }
}
