package dev.patchbay.proxy.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.testing.SipText;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTransactionTest {

    private final SteppedTimers timers = new SteppedTimers();
    private final List<String> events = new ArrayList<>();
    private final SIPRequest invite = SipText.invite("sip:bob@example.com", "");
    private final SIPRequest ack = ack();

    private static SIPRequest ack() {
        SIPRequest ack = SipText.invite("sip:bob@example.com", "");
        ack.setMethod("ACK");
        return ack;
    }

    private ServerTransaction open(SIPRequest request, boolean isReliable) {
        return ServerTransaction.of(
                request,
                isReliable,
                timers,
                message -> events.add("sent " + ((SIPResponse) message).getStatusCode()),
                () -> events.add("ended"));
    }

    @Test
    void shouldRepeatTheLastResponseForARepeatedRequest() {
        ServerTransaction transaction = open(invite, false);
        transaction.onRepeated(invite);
        transaction.respond(SipText.response(invite, 100));
        transaction.onRepeated(invite);
        transaction.respond(SipText.response(invite, 180));
        transaction.onRepeated(invite);

        assertThat(events).containsExactly("sent 100", "sent 100", "sent 180", "sent 180");
    }

    @Test
    void shouldRepeatAFailureUntilItIsAcknowledged() {
        ServerTransaction transaction = open(invite, false);
        transaction.respond(SipText.response(invite, 486));
        timers.pass(1500);
        assertThat(events).containsExactly("sent 486", "sent 486", "sent 486");
        assertThat(transaction.isAckOurs()).isTrue();

        transaction.onRepeated(ack);
        timers.pass(4_999);
        assertThat(events).hasSize(3);
        timers.pass(1);

        assertThat(events).endsWith("ended");
        assertThat(timers.isIdle()).isTrue();
    }

    @Test
    void shouldGiveUpWithoutAcknowledgement() {
        ServerTransaction transaction = open(invite, true);
        transaction.respond(SipText.response(invite, 486));
        timers.pass(32_000);

        assertThat(events).containsExactly("sent 486", "ended");
    }

    /** RFC 6026: the callee repeats its 2xx itself, and another callee may send one too. */
    @Test
    void shouldPassEverySuccessAndNothingElse() {
        ServerTransaction transaction = open(invite, false);

        assertThat(transaction.respond(SipText.response(invite, 200))).isTrue();
        assertThat(transaction.respond(SipText.response(invite, 200))).isTrue();
        assertThat(transaction.respond(SipText.response(invite, 486))).isFalse();
        transaction.onRepeated(invite);

        assertThat(transaction.isAckOurs()).isFalse();
        assertThat(events).containsExactly("sent 200", "sent 200");
        timers.pass(32_000);
        assertThat(events).endsWith("ended");
    }

    @Test
    void shouldAnswerOtherRequestsOnce() {
        SIPRequest options = SipText.invite("sip:bob@example.com", "");
        options.setMethod("OPTIONS");
        ServerTransaction transaction = open(options, false);

        assertThat(transaction.respond(SipText.response(options, 200))).isTrue();
        assertThat(transaction.respond(SipText.response(options, 404))).isFalse();
        transaction.onRepeated(options);
        timers.pass(32_000);

        assertThat(events).containsExactly("sent 200", "sent 200", "ended");
    }
}
