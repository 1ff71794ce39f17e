package dev.patchbay.proxy.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.testing.SipText;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BranchIdsTest {

    private final BranchIds ids = new BranchIds(new Random(1));
    private final SIPRequest invite = SipText.invite("sip:bob@example.com", "");

    private static Via via(String branch) throws ParseException {
        Via via = new Via();
        via.setHost("192.0.2.9");
        via.setBranch(branch);
        return via;
    }

    @Test
    void shouldKnowItsOwn() throws ParseException {
        Via below = invite.getTopmostVia();
        Via ours = via(ids.next(ids.loopMark(invite), Optional.of(below)));

        assertThat(ids.isOurs(List.of(ours, below))).isTrue();
        assertThat(new BranchIds(new Random(2)).isOurs(List.of(ours, below))).isFalse();
    }

    /** Or anybody could have responses sent to anybody. */
    @Test
    void shouldNotTakeItsOwnAboveAnotherVia() throws ParseException {
        Via below = invite.getTopmostVia();
        Via ours = via(ids.next(ids.loopMark(invite), Optional.of(below)));
        Via other = (Via) below.clone();
        other.setHost("198.51.100.1");

        assertThat(ids.isOurs(List.of(ours, other))).isFalse();
        assertThat(ids.isOurs(List.of(ours))).isFalse();
    }

    @Test
    void shouldSeeALoopAndNotASpiral() throws ParseException {
        Via below = invite.getTopmostVia();
        List<Via> vias = List.of(via("z9hG4bKother"), via(ids.next(ids.loopMark(invite), Optional.of(below))), below);
        SIPRequest elsewhere = SipText.invite("sip:carol@example.com", "");

        assertThat(ids.hasPassed(vias, ids.loopMark(invite))).isTrue();
        assertThat(ids.hasPassed(vias, ids.loopMark(elsewhere))).isFalse();
    }

    @Test
    void shouldGiveARepeatedRequestTheSameBranch() {
        Via below = invite.getTopmostVia();
        String mark = ids.loopMark(invite);

        assertThat(ids.repeatable(mark, below)).isEqualTo(ids.repeatable(mark, below));
        assertThat(ids.next(mark, Optional.of(below))).isNotEqualTo(ids.next(mark, Optional.of(below)));
    }
}
