package dev.patchbay.call;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sim.FakeMedia;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a delete is about, when it takes effect, and what calls it off. */
class CallDeletionTest {

    private static final String A = Sdp.audio("198.51.100.1", 4000);
    private static final String B = Sdp.audio("198.51.100.2", 4000);
    private static final String C = Sdp.audio("198.51.100.3", 4000);
    private static final int PORTS_OF_A_PARTY = 2;

    private final FakeMedia media = new FakeMedia();
    private final TestRelay relay = TestRelay.on(media);

    @AfterEach
    void close() {
        relay.close();
    }

    private void pass(long seconds) {
        media.advance(SECONDS.toNanos(seconds));
        relay.calls.checkTimers();
    }

    private static NgDict.Builder delete(String fromTag) {
        return Ng.deleteNow("call").put("from-tag", fromTag);
    }

    private static NgDict.Builder delete(String fromTag, String toTag) {
        return delete(fromTag).put("to-tag", toTag);
    }

    /** Two branches, of parties b and c, both answered; b last, so that a and b talk. */
    private void fork() throws Exception {
        relay.offer(Ng.offer("call", "a", A).put("via-branch", "one"));
        relay.offer(Ng.offer("call", "a", A).put("via-branch", "two"));
        relay.answer(Ng.answer("call", "a", "c", C).put("via-branch", "two"));
        relay.answer(Ng.answer("call", "a", "b", B).put("via-branch", "one"));
    }

    private Participant party(String tag) {
        return relay.state("call").tagged(tag).orElseThrow();
    }

    private List<String> tagsWithPorts() {
        return relay.state("call").participants().stream()
                .filter(Participant::hasPorts)
                .map(p -> String.valueOf(p.tag()))
                .toList();
    }

    @Test
    void shouldEndTheWholeCallWithoutAFromTag() throws Exception {
        relay.connect("call");
        relay.connect("other");
        assertThat(relay.delete(Ng.deleteNow("call"))).hasValueSatisfying(r -> assertThat(r.report()).isEmpty());
        assertThat(relay.has("call")).isFalse();
        assertThat(relay.has("other")).isTrue();
        assertThat(relay.onlyEnd()).isEqualTo(Termination.REGULAR);
    }

    @Test
    void shouldCloseAllPortsWithTheCall() throws Exception {
        relay.connect("call");
        assertThat(relay.portsInUse()).isEqualTo(2 * PORTS_OF_A_PARTY);
        relay.delete(Ng.deleteNow("call"));
        assertThat(media.bound()).isEmpty();
        assertThat(relay.portsInUse()).isZero();
    }

    @Test
    void shouldEndTheCallByEitherTagOfATwoPartyCall() throws Exception {
        for (NgDict.Builder request : List.of(delete("a"), delete("b"), delete("a", "b"), delete("b", "a"))) {
            relay.connect("call");
            assertThat(relay.delete(request)).isPresent();
            assertThat(relay.has("call")).isFalse();
        }
    }

    @Test
    void shouldReportTheCallWhenAFromTagIsGiven() throws Exception {
        relay.connect("call");
        CallReport report = relay.delete(delete("a", "b")).orElseThrow().report().orElseThrow();
        assertThat(report.listed()).extracting(Participant::tag).containsExactly("b", "a");
    }

    @Test
    void shouldFindNothingForAnUnknownCallOrTag() throws Exception {
        relay.connect("call");
        assertThat(relay.delete(Ng.deleteNow("unknown"))).isEmpty();
        assertThat(relay.delete(delete("x"))).isEmpty();
        assertThat(relay.delete(delete("a", "x"))).isEmpty();
        assertThat(relay.has("call")).isTrue();
    }

    /** A CANCEL with the to-tag of a provisional reply that the relay never saw. */
    @Test
    void shouldFallBackToTheFromTagWhileNobodyHasAnswered() throws Exception {
        relay.offer("call", "a", A);
        assertThat(relay.delete(delete("a", "x"))).isPresent();
        assertThat(relay.has("call")).isFalse();
    }

    @Test
    void shouldDeleteOneBranchOnly() throws Exception {
        relay.offer(Ng.offer("call", "a", A).put("via-branch", "one"));
        relay.offer(Ng.offer("call", "a", A).put("via-branch", "two"));
        assertThat(relay.portsInUse()).isEqualTo(3 * PORTS_OF_A_PARTY);
        relay.delete(delete("a").put("via-branch", "one"));
        assertThat(relay.has("call")).isTrue();
        assertThat(relay.portsInUse()).isEqualTo(2 * PORTS_OF_A_PARTY);
        relay.delete(delete("a").put("via-branch", "two"));
        assertThat(relay.has("call")).isFalse();
        assertThat(relay.portsInUse()).isZero();
    }

    @Test
    void shouldDeleteTheNewBranchWhenOneOfTheSameNameWasDeletedBefore() throws Exception {
        relay.offer(Ng.offer("call", "a", A).put("via-branch", "one"));
        relay.offer(Ng.offer("call", "a", A).put("via-branch", "two"));
        relay.delete(delete("a").put("via-branch", "one"));
        relay.offer(Ng.offer("call", "a", A).put("via-branch", "one"));
        assertThat(relay.portsInUse()).isEqualTo(3 * PORTS_OF_A_PARTY);
        relay.delete(delete("a").put("via-branch", "one"));
        assertThat(relay.portsInUse()).isEqualTo(2 * PORTS_OF_A_PARTY);
    }

    @Test
    void shouldKeepTheOtherForkWhenOneIsDeleted() throws Exception {
        fork();
        relay.delete(delete("a", "c"));
        assertThat(relay.has("call")).isTrue();
        assertThat(tagsWithPorts()).containsExactlyInAnyOrder("a", "b");
        relay.delete(delete("a", "b"));
        assertThat(relay.has("call")).isFalse();
    }

    @Test
    void shouldEndAllForksWithTheCaller() throws Exception {
        fork();
        relay.delete(delete("a"));
        assertThat(relay.has("call")).isFalse();
        assertThat(relay.portsInUse()).isZero();
    }

    @Test
    void shouldWaitForTheConfiguredDelay() throws Exception {
        relay.settings.setDeleteDelayS(30);
        relay.connect("call");
        relay.delete(Ng.delete("call"));
        pass(29);
        assertThat(relay.has("call")).isTrue();
        assertThat(media.bound()).hasSize(2 * PORTS_OF_A_PARTY);
        pass(1);
        assertThat(relay.onlyEnd()).isEqualTo(Termination.REGULAR);
        assertThat(media.bound()).isEmpty();
    }

    @Test
    void shouldPreferTheDelayOfTheRequest() throws Exception {
        relay.settings.setDeleteDelayS(0);
        relay.connect("call");
        relay.delete(Ng.delete("call").put("delete-delay", 5));
        pass(4);
        assertThat(relay.has("call")).isTrue();
        pass(1);
        assertThat(relay.has("call")).isFalse();
    }

    @Test
    void shouldTakeANegativeDelayForTheConfiguredOne() throws Exception {
        relay.settings.setDeleteDelayS(30);
        relay.connect("call");
        relay.delete(Ng.delete("call").put("delete-delay", -1));
        pass(29);
        assertThat(relay.has("call")).isTrue();
        pass(1);
        assertThat(relay.has("call")).isFalse();
    }

    @Test
    void shouldNoteTheTimeOfTheDeleteAtOnce() throws Exception {
        relay.connect("call");
        relay.delete(Ng.delete("call"));
        assertThat(relay.state("call").participants()).allSatisfy(p -> assertThat(p.deletedUs()).isPositive());
    }

    @Test
    void shouldEndAtOnceWhenASecondDeleteSaysSo() throws Exception {
        relay.connect("call");
        relay.delete(Ng.delete("call"));
        relay.delete(Ng.deleteNow("call"));
        assertThat(relay.has("call")).isFalse();
    }

    @Test
    void shouldBeCalledOffByANewOffer() throws Exception {
        relay.settings.setTimeoutS(1000);
        relay.connect("call");
        relay.delete(Ng.delete("call"));
        pass(20);
        relay.offer("call", "a", A);
        pass(60);
        assertThat(relay.has("call")).isTrue();
        assertThat(relay.calls.registry().find("call").orElseThrow().deletedUs()).isZero();
    }

    @Test
    void shouldBeCalledOffByAnAnswer() throws Exception {
        relay.settings.setTimeoutS(1000);
        relay.connect("call");
        relay.delete(Ng.delete("call"));
        pass(20);
        relay.answer("call", "a", "b", B);
        pass(60);
        assertThat(relay.has("call")).isTrue();
    }

    @Test
    void shouldNotBeCalledOffByAnOfferThatFails() throws Exception {
        relay.connect("call");
        relay.delete(Ng.delete("call"));
        pass(20);
        assertThat(catchThrowable(() -> relay.offer("call", "a", "v=0\r\n")))
                .isNotNull();
        pass(10);
        assertThat(relay.has("call")).isFalse();
    }

    @Test
    void shouldReviveAllPartiesOfTheCall() throws Exception {
        relay.settings.setTimeoutS(1000);
        fork();
        relay.delete(Ng.delete("call"));
        pass(10);
        relay.offer(Ng.offer("call", "a", A).put("to-tag", "b"));
        assertThat(relay.state("call").participants()).allSatisfy(p -> assertThat(p.deletedUs()).isZero());
        pass(60);
        assertThat(tagsWithPorts()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void shouldNotReviveAPartyThatWasDeletedByItself() throws Exception {
        relay.settings.setTimeoutS(1000);
        fork();
        relay.delete(Ng.delete("call").put("from-tag", "a").put("to-tag", "c"));
        pass(10);
        relay.delete(Ng.delete("call"));
        pass(10);
        relay.offer(Ng.offer("call", "a", A).put("to-tag", "b"));
        assertThat(party("c").deletedUs()).isPositive();
        pass(10);
        assertThat(tagsWithPorts()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldDeleteAForkAfterTheDelay() throws Exception {
        relay.settings.setTimeoutS(1000);
        fork();
        relay.delete(Ng.delete("call").put("from-tag", "a").put("to-tag", "c"));
        pass(29);
        assertThat(tagsWithPorts()).containsExactlyInAnyOrder("a", "b", "c");
        pass(1);
        assertThat(tagsWithPorts()).containsExactlyInAnyOrder("a", "b");
        assertThat(relay.ended).isEmpty();
    }

    @Test
    void shouldKeepAForkThatSignalsAgainDuringTheDelay() throws Exception {
        relay.settings.setTimeoutS(1000);
        fork();
        relay.delete(Ng.delete("call").put("from-tag", "a").put("to-tag", "c"));
        pass(10);
        relay.answer(Ng.answer("call", "a", "c", C));
        pass(60);
        assertThat(tagsWithPorts()).contains("a", "c");
    }

    @Test
    void shouldBeginAnewAfterTheEnd() throws Exception {
        relay.connect("call");
        relay.delete(Ng.deleteNow("call"));
        relay.connect("call");
        assertThat(relay.has("call")).isTrue();
        assertThat(media.plans()).containsOnlyKeys("call");
        assertThat(media.bound()).hasSize(2 * PORTS_OF_A_PARTY);
    }

    @Test
    void shouldBeTerminatedByAnOperatorWhateverIsScheduled() throws Exception {
        relay.connect("call");
        relay.delete(Ng.delete("call"));
        assertThat(relay.calls.terminate("call")).isTrue();
        assertThat(relay.onlyEnd()).isEqualTo(Termination.FORCED);
        assertThat(relay.calls.terminate("call")).isFalse();
        assertThat(relay.portsInUse()).isZero();
    }

    @Test
    void shouldTellTheDurationOfAnEndedCall() throws Exception {
        relay.connect("call");
        media.advance(SECONDS.toNanos(42));
        relay.delete(Ng.deleteNow("call"));
        assertThat(relay.ended.getFirst().durationUs()).isEqualTo(42_000_000);
        assertThat(relay.calls.totals().durationSeconds()).isEqualTo(42);
    }
}
