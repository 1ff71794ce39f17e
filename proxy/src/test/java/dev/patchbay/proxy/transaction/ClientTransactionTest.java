package dev.patchbay.proxy.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.testing.SipText;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientTransactionTest {

    private final SteppedTimers timers = new SteppedTimers();
    private final List<String> events = new ArrayList<>();
    private final SIPRequest invite = SipText.invite("sip:bob@example.com", "");
    private boolean isBroken;

    private void send(SIPMessage message) throws IOException {
        if (isBroken) {
            throw new IOException("broken");
        }
        events.add("sent " + ((SIPRequest) message).getMethod());
    }

    private final ClientTransaction.Owner owner = new ClientTransaction.Owner() {
        @Override
        public void onResponse(SIPResponse response) {
            events.add("got " + response.getStatusCode());
        }

        @Override
        public void onTimeout() {
            events.add("timeout");
        }

        @Override
        public void onUnreachable(IOException cause) {
            events.add("unreachable");
        }

        @Override
        public void onEnded(ClientTransaction ended) {
            events.add("ended");
        }
    };

    private ClientTransaction start(SIPRequest request, boolean isReliable) {
        ClientTransaction transaction = ClientTransaction.of(request, isReliable, timers, this::send, owner);
        transaction.start();
        return transaction;
    }

    private SIPRequest bye() {
        return SipText.request("""
                BYE sip:bob@192.0.2.2 SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKbye
                From: <sip:alice@example.com>;tag=a
                To: <sip:bob@example.com>;tag=b
                Call-ID: c1
                CSeq: 2 BYE
                Max-Forwards: 70
                Content-Length: 0

                """);
    }

    @Test
    void shouldRepeatAnInviteByUdpAndGiveUp() {
        start(invite, false);
        timers.pass(31_999);
        // At 0, 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 seconds.
        assertThat(events).hasSize(7).containsOnly("sent INVITE");

        timers.pass(1);

        assertThat(events.subList(7, events.size())).containsExactly("timeout", "ended");
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void shouldNotRepeatOverReliableTransports() {
        start(invite, true);
        timers.pass(32_000);

        assertThat(events).containsExactly("sent INVITE", "timeout", "ended");
    }

    @Test
    void shouldStopRepeatingOnceItRings() {
        ClientTransaction transaction = start(invite, false);
        transaction.onResponse(SipText.response(invite, 180));
        timers.pass(300_000);

        assertThat(events).containsExactly("sent INVITE", "got 180");
    }

    @Test
    void shouldAcknowledgeAFailureEachTimeItComes() {
        ClientTransaction transaction = start(invite, false);
        transaction.onResponse(SipText.response(invite, 486));
        transaction.onResponse(SipText.response(invite, 486));

        assertThat(events).containsExactly("sent INVITE", "sent ACK", "got 486", "sent ACK");
        timers.pass(32_000);
        assertThat(events).endsWith("ended");
        assertThat(timers.isIdle()).isTrue();
    }

    /** RFC 6026: a forked INVITE may be answered more than once. */
    @Test
    void shouldPassEverySuccess() {
        ClientTransaction transaction = start(invite, false);
        transaction.onResponse(SipText.response(invite, 200));
        transaction.onResponse(SipText.response(invite, 200));
        transaction.onResponse(SipText.response(invite, 486));

        assertThat(events).containsExactly("sent INVITE", "got 200", "got 200");
        timers.pass(32_000);
        assertThat(events).endsWith("ended");
    }

    @Test
    void shouldTellWhenTheTransportFails() {
        isBroken = true;
        start(invite, true);

        assertThat(events).containsExactly("unreachable", "ended");
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void shouldRepeatOtherRequestsUpToEveryFourSeconds() {
        start(bye(), false);
        timers.pass(31_999);
        // At 0, 0.5, 1.5, 3.5 and every 4 seconds from 7.5 on.
        assertThat(events).hasSize(11).containsOnly("sent BYE");
        timers.pass(1);
        assertThat(events).endsWith("timeout", "ended");
    }

    @Test
    void shouldAbsorbRepeatedAnswersToOtherRequests() {
        SIPRequest bye = bye();
        ClientTransaction transaction = start(bye, false);
        transaction.onResponse(SipText.response(bye, 200));
        transaction.onResponse(SipText.response(bye, 200));
        timers.pass(5_000);

        assertThat(events).containsExactly("sent BYE", "got 200", "ended");
        assertThat(timers.isIdle()).isTrue();
    }
}
